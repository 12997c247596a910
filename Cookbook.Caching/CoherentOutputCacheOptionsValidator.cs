using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Cookbook.Caching;

/// <summary>
/// The attributes of <see cref="CoherentOutputCacheOptions"/>, looked at by one thread at a time: <see cref="RangeAttribute"/> converts its
/// limits when it is first asked, and fails if another thread asks meanwhile. (Generated code, <c>[OptionsValidator]</c>, can do that, but
/// drops the messages that name the setting.)
/// </summary>
internal sealed class CoherentOutputCacheOptionsValidator : IValidateOptions<CoherentOutputCacheOptions>
{
    private static readonly Lock OneAtATime = new();

    private readonly DataAnnotationValidateOptions<CoherentOutputCacheOptions> _attributes = new(Options.DefaultName);

    public ValidateOptionsResult Validate(string? name, CoherentOutputCacheOptions options)
    {
        lock (OneAtATime)
        {
            return _attributes.Validate(name, options);
        }
    }
}

using Microsoft.AspNetCore.Mvc;

namespace Cookbook.Web.Pages.Admin.Passkeys;

/// <summary>What passkeys.js is told.</summary>
internal static class PasskeyAnswer
{
    /// <param name="next">The address to go on to.</param>
    public static JsonResult GoOn(string next) => new(new { next });

    /// <param name="why">A sentence for whoever sits there.</param>
    public static JsonResult Refuse(string why) => Refuse(new ProblemDetails { Detail = why });

    /// <param name="field">The one that is to be filled in otherwise.</param>
    /// <param name="why">A sentence to stand by it.</param>
    public static JsonResult Refuse(string field, string why) =>
        Refuse(new ValidationProblemDetails(new Dictionary<string, string[]> { [field] = [why] }) { Detail = why });

    private static JsonResult Refuse(ProblemDetails problem)
    {
        problem.Status = StatusCodes.Status400BadRequest;
        problem.Title = "Nothing was changed";
        return new JsonResult(problem) { StatusCode = problem.Status, ContentType = "application/problem+json" };
    }
}

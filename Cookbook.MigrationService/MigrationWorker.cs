using System.CommandLine;
using System.Globalization;
using Cookbook.MigrationService.Accounts;
using Cookbook.MigrationService.Generating;
using Cookbook.MigrationService.Loading;

namespace Cookbook.MigrationService;

/// <summary>The worker's command line. Without arguments it migrates and seeds; <c>loaddata</c> loads fixtures,
/// <c>generate</c> makes recipes up, <c>createsuperuser</c> makes an administrator.</summary>
internal static class MigrationWorker
{
    /// <param name="args">As typed.</param>
    /// <param name="input">Where a password comes from; null if somebody types at the terminal.</param>
    /// <param name="output">Gets what was done, a line each.</param>
    /// <param name="error">Gets what went wrong and what to do about it.</param>
    /// <param name="configure">Further configuration and services; a service that is there already is not replaced.</param>
    /// <param name="cancellationToken">Stops the work, as SIGTERM and Ctrl+C do; the current step is rolled back.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(
        string[] args,
        TextReader? input,
        TextWriter output,
        TextWriter error,
        Action<HostApplicationBuilder>? configure = null,
        CancellationToken cancellationToken = default)
    {
        var host = new WorkerHost(input, output, error, configure);
        var root = new RootCommand("Brings the cookbook's database up to date: migrates it, makes the first administrator, loads the seed that the setting Seed names.");
        root.SetAction((_, stop) => host.RunAsync<UpdateDatabase>("update database", (update, token) => update.RunAsync(token), stop));
        root.Subcommands.Add(LoadDataCommand(host));
        root.Subcommands.Add(GenerateCommand(host));
        root.Subcommands.Add(CreateSuperuserCommand(host));

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,

            // The host listens for SIGTERM and Ctrl+C, and no clock cuts a rollback short.
            ProcessTerminationTimeout = null,
        };
        return root.Parse(args).InvokeAsync(invocation, cancellationToken);
    }

    private static Command LoadDataCommand(WorkerHost host)
    {
        var files = new Argument<string[]>("file")
        {
            Description = "Fixtures as Django's dumpdata writes them: a JSON array of { model, pk, fields }.",
            Arity = ArgumentArity.OneOrMore,
        };
        files.Validators.Add(result =>
        {
            foreach (var option in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"There is no option {option.Value}. A file of that name is written ./{option.Value}.");
            }
        });
        var ignoreNonexistent = new Option<bool>("--ignorenonexistent", "-i")
        {
            Description = "Leave out fields and models that the cookbook does not have, instead of refusing them.",
        };
        var command = new Command(
            "loaddata",
            "Loads recipes, foods and ingredients from files, all or nothing; rows that are there already are updated by pk. "
            + "The database is the one of the setting ConnectionStrings__cookbookdb.")
        {
            files,
            ignoreNonexistent,
        };
        command.SetAction((parsed, stop) => host.RunAsync<LoadFixtures>(
            "loaddata",
            (load, token) => load.RunAsync(parsed.GetRequiredValue(files), parsed.GetValue(ignoreNonexistent), token),
            stop));
        return command;
    }

    private static Command GenerateCommand(WorkerHost host)
    {
        var recipes = Number("--recipes", "How many recipes there are to be of this seed, those of earlier runs among them.", least: 1, RecipeSet.Most);
        recipes.Required = true;
        var seed = Number("--seed", "Which recipes: the same number makes the same ones everywhere. 1 unless you say otherwise.", least: 0, int.MaxValue);
        seed.DefaultValueFactory = _ => 1;
        var command = new Command(
            "generate",
            "Makes recipes up, to try the site with many of them. Stopped half way, the same command goes on where it was. "
            + "The database is the one of the setting ConnectionStrings__cookbookdb.")
        {
            recipes,
            seed,
        };
        command.SetAction((parsed, stop) => host.RunAsync<GenerateRecipes>(
            "generate", (generate, token) => generate.RunAsync(parsed.GetValue(seed), parsed.GetValue(recipes), token), stop));
        return command;
    }

    private static Option<int> Number(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
            {
                result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} must be a whole number from {least} to {most}, in digits alone: “{text}” is none."));
            }

            return number;
        },
    };

    private static Command CreateSuperuserCommand(WorkerHost host)
    {
        var email = new Option<string>("--email") { Description = "The address to sign in with.", Required = true };
        var command = new Command(
            "createsuperuser",
            "Makes an administrator. The password is asked for at the terminal, or is the first line of standard input.")
        {
            email,
        };
        command.SetAction((parsed, stop) => host.RunAsync<CreateSuperuser>(
            "createsuperuser", (create, token) => create.RunAsync(parsed.GetRequiredValue(email), token), stop));
        return command;
    }
}

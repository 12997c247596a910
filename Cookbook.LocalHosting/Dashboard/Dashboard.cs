using Aspire.Hosting;
using Cookbook.LocalHosting.Dashboard.Pages;
using Cookbook.LocalHosting.Dashboard.Pages.Resources;
using Cookbook.LocalHosting.Dashboard.Pages.SignIn;
using Cookbook.LocalHosting.Dashboard.Receiver;
using Cookbook.LocalHosting.Dashboard.Receiver.Reading;
using Cookbook.LocalHosting.Dashboard.Store;
using Cookbook.LocalHosting.Dashboard.Store.Console;
using Cookbook.LocalHosting.Dashboard.Store.Logs;
using Cookbook.LocalHosting.Dashboard.Store.Metrics;
using Cookbook.LocalHosting.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Cookbook.LocalHosting.Dashboard;

/// <summary>Takes in the telemetry of the AppHost's processes and what the orchestrator says of them, and shows both to a browser.</summary>
internal sealed class Dashboard(
    DashboardAddresses addresses,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ResourceConsole console,
    IConfiguration configuration,
    IHostEnvironment environment,
    TimeProvider time)
    : IHostedService, IAsyncDisposable
{
    private SignInToken? _token;
    private ConsoleStore? _lines;
    private WatchedResources? _resources;
    private OtlpReceiver? _receiver;
    private PageServer? _pages;

    /// <summary>With a token that nobody has used yet.</summary>
    public Uri SignInAddress => new(addresses.PagesAddress, $"/login?t={_token?.Current}");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        CheckPorts();
        _token = new SignInToken(() => console.Write($"Dashboard, for another browser: {SignInAddress}"));
        var mask = new SecretMask(await SecretsAsync(cancellationToken));
        var texts = new TextIntake(mask);
        var attributes = new AttributeReader(texts);
        var senders = new Senders();
        var sender = new SenderReader(senders, attributes);
        var traces = new TraceStore();
        var logs = new LogStore();
        _lines = new ConsoleStore(model, texts, mask, time);
        console.Written += _lines.Add;
        var metrics = new MetricStore(time);
        _resources = new WatchedResources(model, notifications, mask);

        var signals = OtlpSignals.Of(
            new SpanReader(traces, sender, attributes).Take,
            new MetricReader(metrics, sender, attributes).Take,
            new LogReader(logs, sender, attributes, time).Take);
        _receiver = await OtlpReceiver.StartAsync(addresses, new ApiKey(configuration[OtlpSettings.ApiKey]!), signals, cancellationToken);
        _pages = await PageServer.StartAsync(
            addresses,
            new Dictionary<string, Changes>(_lines.Subjects)
            {
                ["resources"] = _resources.Changes,
                ["logs"] = logs.Changes,
                ["traces"] = traces.Changes,
                ["metrics"] = metrics.Changes,
            },
            services => services
                .AddSingleton(new DashboardIdentity(environment.ApplicationName, configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
                .AddSingleton(_token)
                .AddSingleton(time)
                .AddSingleton(senders)
                .AddSingleton(traces)
                .AddSingleton(logs)
                .AddSingleton(_lines)
                .AddSingleton(metrics)
                .AddSingleton(_resources)
                .AddSingleton<CommandOutcomes>()
                .AddSingleton(commands),
            time,
            cancellationToken);
        console.Write($"Dashboard: {SignInAddress}");
    }

    /// <summary>After everything else: the processes send what they have to say at their ends.</summary>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_lines is not null)
        {
            console.Written -= _lines.Add;
        }

        foreach (var part in (IAsyncDisposable?[])[_pages, _receiver, _resources])
        {
            if (part is not null)
            {
                await part.DisposeAsync();
            }
        }

        (_pages, _receiver, _resources, _lines) = (null, null, null, null);
    }

    private async Task<IReadOnlyList<string>> SecretsAsync(CancellationToken cancellationToken)
    {
        var secrets = new List<string> { configuration[OtlpSettings.ApiKey]! };
        foreach (var parameter in model.Resources.OfType<ParameterResource>().Where(parameter => parameter.Secret))
        {
            if (await parameter.GetValueAsync(cancellationToken) is { } value)
            {
                secrets.Add(value);
            }
        }

        return secrets;
    }

    private void CheckPorts()
    {
        foreach (var port in (int[])[addresses.Pages, addresses.OtlpGrpc, addresses.OtlpHttp])
        {
            if (!Ports.IsFree(port))
            {
                throw new DistributedApplicationException(
                    $"The dashboard could not start: port {port} is taken by another program, perhaps by another run of this AppHost. "
                    + $"End that program (ss -ltnp 'sport = :{port}' or lsof -i :{port} shows it), give the dashboard other ports in the AppHost's "
                    + $"Properties/launchSettings.json, or start without it: {DashboardExtensions.Without}.");
            }
        }
    }
}

using System.Net;
using System.Net.Sockets;
using CliWrap;

namespace Cookbook.Benchmarks.Requests;

/// <summary>nginx with files, as fast as it can be configured to serve them: a worker for each core, no log, open files kept open.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly DirectoryInfo _folder;
    private readonly Task _run;

    private Nginx(string program, int port)
    {
        _folder = Directory.CreateTempSubdirectory("cookbook-nginx-");
        Address = new Uri($"http://127.0.0.1:{port}/");
        var configuration = Path.Combine(_folder.FullName, "nginx.conf");
        File.WriteAllText(configuration, Configuration(port));
        _run = Cli.Wrap(program)
            .WithArguments(["-p", _folder.FullName, "-c", configuration, "-e", "stderr"])
            .WithStandardErrorPipe(PipeTarget.ToStream(Console.OpenStandardError()))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync(CancellationToken.None, _end.Token).Task;
    }

    public Uri Address { get; }

    /// <summary>Null where nginx is not installed.</summary>
    public static async Task<Nginx?> StartAsync(CancellationToken cancellationToken)
    {
        if (InstalledProgram.Find("nginx") is not { } program)
        {
            return null;
        }

        var nginx = new Nginx(program, FreePort.Find());
        try
        {
            await nginx.AnsweringAsync(cancellationToken);
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    /// <summary>The file's address.</summary>
    public async Task<Uri> ServeAsync(string name, byte[] bytes, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.FullName, name), bytes, cancellationToken);
        return new Uri(Address, name);
    }

    public async ValueTask DisposeAsync()
    {
        // An interrupt ends the workers with their master.
        await _end.CancelAsync();
        try
        {
            await _run;
        }
        catch (OperationCanceledException)
        {
        }

        _end.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Configuration(int port) =>
        $$"""
        daemon off;
        {{(Environment.IsPrivilegedProcess ? $"user {Environment.UserName};" : "")}}
        worker_processes auto;
        pid nginx.pid;
        events { worker_connections 1024; }
        http {
          access_log off;
          default_type "text/html; charset=utf-8";
          sendfile on;
          keepalive_requests 1000000000;
          open_file_cache max=100;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          server { listen 127.0.0.1:{{port}}; root "{{_folder.FullName}}"; }
        }
        """;

    private async Task AnsweringAsync(CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Address.Port, deadline.Token);
                return;
            }
            catch (SocketException) when (!_run.IsCompleted)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), deadline.Token);
            }
            catch (SocketException)
            {
                throw new InvalidOperationException("nginx has ended; what it says of it stands above.");
            }
        }
    }
}

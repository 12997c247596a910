namespace Cookbook.Web.Diagnostics;

/// <summary>
/// Sends the toolbar's script behind documents, outside of everything that keeps pages: what lies in the cache never has it. Only for whoever
/// goes to a page in a browser; what scripts and programs fetch stays as it is.
/// </summary>
internal sealed class ShowOnPages(RequestDelegate next, ToolbarAccess access)
{
    private static readonly Func<object, Task> Starting = static state => ((Document)state).Begin();

    /// <summary>The same for each request: which one it is, the script reads from the response's headers.</summary>
    private static readonly ReadOnlyMemory<byte> Element = "<script type=\"module\" src=\"/toolbar.js\"></script>\n"u8.ToArray();

    public Task InvokeAsync(HttpContext context) =>
        IsNavigation(context.Request) && access.MayBeFor(context) && !context.Request.Path.StartsWithSegments(ToolbarAccess.Address)
            ? ShowAsync(context)
            : next(context);

    private async Task ShowAsync(HttpContext context)
    {
        // A body that was compressed could not be added to.
        context.Request.Headers.Remove("Accept-Encoding");
        var document = new Document(context, access, hasOne: ToolbarTag.Unmark(context.Request));
        context.Response.OnStarting(Starting, document);
        await next(context);
        await document.EndAsync();
    }

    private static bool IsNavigation(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsPost(request.Method))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        && request.Headers["Sec-Fetch-Mode"].ToString() is ("" or "navigate");

    /// <summary>What is on its way, if it is a document; known when its headers are about to go.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="access">Who is shown the toolbar.</param>
    /// <param name="hasOne">The browser has a document with the script.</param>
    private sealed class Document(HttpContext context, ToolbarAccess access, bool hasOne)
    {
        private bool? _isShown;

        public Task Begin()
        {
            _isShown ??= Decide(context.Response);
            return Task.CompletedTask;
        }

        /// <summary>Behind the closing tags: by the HTML standard what comes there still belongs to the body, and nothing need be held back.</summary>
        public async Task EndAsync()
        {
            await Begin();
            if (_isShown == true)
            {
                await context.Response.BodyWriter.WriteAsync(Element, context.RequestAborted);
            }
        }

        private bool Decide(HttpResponse response)
        {
            if (response.StatusCode == StatusCodes.Status304NotModified)
            {
                // The browser keeps what it has, under the tag that it is told.
                if (hasOne)
                {
                    ToolbarTag.Mark(response);
                }

                return false;
            }

            if (!IsDocument(response) || !access.IsFor(context))
            {
                return false;
            }

            ToolbarTag.Mark(response);
            response.ContentLength += Element.Length;
            return true;
        }

        private static bool IsDocument(HttpResponse response) =>
            response.ContentType is { } type
            && IsHtml(type)
            && response.Headers.ContentEncoding.Count == 0
            && response.StatusCode != StatusCodes.Status206PartialContent;

        private static bool IsHtml(ReadOnlySpan<char> type)
        {
            const string html = "text/html";
            return type.StartsWith(html, StringComparison.OrdinalIgnoreCase) && (type.Length == html.Length || type[html.Length] is ';' or ' ');
        }
    }
}

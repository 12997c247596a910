using System.Globalization;
using Cookbook.LocalHosting.Orchestration;

namespace Cookbook.LocalHosting.Dashboard.Pages.Resources;

/// <summary>A picture of what needs what: those that need nothing on the left, each of the others right of all that it needs.</summary>
internal sealed record ResourceGraph(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges)
{
    public const int NodeWidth = 150;
    public const int NodeHeight = 44;
    public const int Gap = 80;
    public const int RowGap = 28;
    private const int ColumnWidth = NodeWidth + Gap;
    private const int RowHeight = NodeHeight + RowGap;

    public int Width => Nodes.Count == 0 ? 0 : Nodes.Max(node => node.X) + NodeWidth;

    public int Height => Nodes.Count == 0 ? 0 : Nodes.Max(node => node.Y) + NodeHeight + RowGap;

    public static ResourceGraph Of(IEnumerable<IResource> resources)
    {
        var shown = resources.Where(resource => resource is not ParameterResource).ToArray();
        var columns = new Dictionary<IResource, int>();
        var rows = new Dictionary<int, int>();
        var nodes = new Dictionary<IResource, GraphNode>();
        foreach (var resource in shown)
        {
            var column = ColumnOf(resource);
            var row = rows.GetValueOrDefault(column);
            rows[column] = row + 1;
            nodes.Add(resource, new GraphNode(resource, column * ColumnWidth, row * RowHeight));
        }

        var edges = shown.SelectMany(resource => Needs(resource).Where(nodes.ContainsKey).Select(other => new GraphEdge(
            nodes[other], nodes[resource], Waits: Dependencies.Of(resource).Contains(other))));
        return new ResourceGraph([.. nodes.Values], [.. edges]);

        // The orchestrator has refused circles of those that wait; in one of references the column is that of the way by which it is found.
        int ColumnOf(IResource resource)
        {
            if (!columns.TryGetValue(resource, out var column))
            {
                columns[resource] = 0;
                columns[resource] = column = Needs(resource).Where(shown.Contains).Select(other => ColumnOf(other) + 1).DefaultIfEmpty(0).Max();
            }

            return column;
        }
    }

    /// <summary>What it waits for, and what it is given the address of.</summary>
    private static IEnumerable<IResource> Needs(IResource resource) => Dependencies.Of(resource)
        .Concat(resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relationship => relationship.Resource))
        .Distinct();
}

/// <param name="Resource">What stands there.</param>
/// <param name="X">Of its left side, in the units of the picture.</param>
/// <param name="Y">Of its top.</param>
internal sealed record GraphNode(IResource Resource, int X, int Y);

/// <param name="From">What is needed.</param>
/// <param name="To">Who needs it.</param>
/// <param name="Waits">It does not start before; otherwise it only uses it.</param>
internal sealed record GraphEdge(GraphNode From, GraphNode To, bool Waits)
{
    /// <summary>As the attribute <c>d</c> of a path: a curve into the next column; over a longer way between the rows, where no node stands.</summary>
    public string Path
    {
        get
        {
            var (x1, y1) = (From.X + ResourceGraph.NodeWidth, From.Y + (ResourceGraph.NodeHeight / 2));
            var (x2, y2) = (To.X, To.Y + (ResourceGraph.NodeHeight / 2));
            var (end, lane) = (x2 - ResourceGraph.Gap, From.Y + ResourceGraph.NodeHeight + (ResourceGraph.RowGap / 2));
            return x2 - x1 <= ResourceGraph.Gap
                ? string.Create(CultureInfo.InvariantCulture, $"M{x1} {y1}C{x1 + 40} {y1} {x2 - 40} {y2} {x2} {y2}")
                : string.Create(CultureInfo.InvariantCulture, $"M{x1} {y1}C{x1 + 40} {y1} {x1 + 20} {lane} {x1 + 60} {lane}H{end}C{end + 40} {lane} {x2 - 40} {y2} {x2} {y2}");
        }
    }
}

using Cookbook.Caching.Schema;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cookbook.Data.Migrations
{
    /// <summary>Which rows make which tags stale. What the pages' tags are is said in Cookbook.Web/Caching/CachePolicies.cs.</summary>
    public partial class MakePagesStale : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateCacheTokens();
            migrationBuilder.MakesStale("recipe", "recipe:{id}", "recipe-at:{slug}", "recipes");
            migrationBuilder.MakesStale("old_slug", "recipe-at:{slug}");
            migrationBuilder.MakesStale("ingredient", "recipe:{recipe_id}", "recipes");
            migrationBuilder.MakesStale("food", "food:{id}");
            migrationBuilder.MakesStale("recipe_tag", "recipe:{recipe_id}", "recipes");
            migrationBuilder.MakesStale("tag", "tags");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in (string[])["recipe", "old_slug", "ingredient", "food", "recipe_tag", "tag"])
            {
                migrationBuilder.MakesNothingStale(table);
            }

            migrationBuilder.DropCacheTokens();
        }
    }
}

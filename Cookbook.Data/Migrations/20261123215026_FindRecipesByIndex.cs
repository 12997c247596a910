using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cookbook.Data.Migrations
{
    /// <inheritdoc />
    public partial class FindRecipesByIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_recipe_tag_tag_id",
                table: "recipe_tag");

            migrationBuilder.DropIndex(
                name: "ix_ingredient_food_id",
                table: "ingredient");

            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateIndex(
                name: "ix_recipe_tag_tag_id_recipe_id",
                table: "recipe_tag",
                columns: new[] { "tag_id", "recipe_id" });

            migrationBuilder.CreateIndex(
                name: "ix_recipe_name",
                table: "recipe",
                column: "name")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_recipe_name_id",
                table: "recipe",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_recipe_updated_at_id",
                table: "recipe",
                columns: new[] { "updated_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ingredient_food_id_recipe_id",
                table: "ingredient",
                columns: new[] { "food_id", "recipe_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_recipe_tag_tag_id_recipe_id",
                table: "recipe_tag");

            migrationBuilder.DropIndex(
                name: "ix_recipe_name",
                table: "recipe");

            migrationBuilder.DropIndex(
                name: "ix_recipe_name_id",
                table: "recipe");

            migrationBuilder.DropIndex(
                name: "ix_recipe_updated_at_id",
                table: "recipe");

            migrationBuilder.DropIndex(
                name: "ix_ingredient_food_id_recipe_id",
                table: "ingredient");

            migrationBuilder.AlterDatabase()
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateIndex(
                name: "ix_recipe_tag_tag_id",
                table: "recipe_tag",
                column: "tag_id");

            migrationBuilder.CreateIndex(
                name: "ix_ingredient_food_id",
                table: "ingredient",
                column: "food_id");
        }
    }
}

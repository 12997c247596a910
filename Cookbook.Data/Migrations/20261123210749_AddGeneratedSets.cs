using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Cookbook.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddGeneratedSets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "generated_set",
                columns: table => new
                {
                    seed = table.Column<int>(type: "integer", nullable: false),
                    recipes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_generated_set", x => x.seed);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "generated_set");
        }
    }
}

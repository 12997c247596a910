using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Cookbook.Data.Migrations
{
    /// <inheritdoc />
    public partial class AddPhotos : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "photo_id",
                table: "recipe",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "photo",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    hash = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    height = table.Column<int>(type: "integer", nullable: false),
                    widths = table.Column<int[]>(type: "integer[]", nullable: false),
                    kept = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_photo", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "photo_file",
                columns: table => new
                {
                    photo_id = table.Column<int>(type: "integer", nullable: false),
                    width = table.Column<int>(type: "integer", nullable: false),
                    format = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_photo_file", x => new { x.photo_id, x.width, x.format });
                    table.ForeignKey(
                        name: "fk_photo_file_photo_photo_id",
                        column: x => x.photo_id,
                        principalTable: "photo",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_recipe_photo_id",
                table: "recipe",
                column: "photo_id");

            migrationBuilder.CreateIndex(
                name: "ix_photo_created_at",
                table: "photo",
                column: "created_at",
                filter: "NOT kept");

            migrationBuilder.CreateIndex(
                name: "ix_photo_hash",
                table: "photo",
                column: "hash",
                unique: true);

            migrationBuilder.AddForeignKey(
                name: "fk_recipe_photo_photo_id",
                table: "recipe",
                column: "photo_id",
                principalTable: "photo",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_recipe_photo_photo_id",
                table: "recipe");

            migrationBuilder.DropTable(
                name: "photo_file");

            migrationBuilder.DropTable(
                name: "photo");

            migrationBuilder.DropIndex(
                name: "ix_recipe_photo_id",
                table: "recipe");

            migrationBuilder.DropColumn(
                name: "photo_id",
                table: "recipe");
        }
    }
}

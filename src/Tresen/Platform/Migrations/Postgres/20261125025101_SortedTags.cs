using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SortedTags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "sort_key",
                table: "tags",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "",
                collation: "C");

            migrationBuilder.AddColumn<string>(
                name: "sort_key",
                table: "free_values",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "",
                collation: "C");

            // Nearly as the program would; the rest when they are next changed.
            migrationBuilder.Sql("update tags set sort_key = lower(name);");
            migrationBuilder.Sql("update free_values set sort_key = lower(substr(value, 1, 300));");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "sort_key",
                table: "tags");

            migrationBuilder.DropColumn(
                name: "sort_key",
                table: "free_values");
        }
    }
}

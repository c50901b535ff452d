using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StatusesAsk : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "color",
                table: "tags",
                type: "TEXT",
                maxLength: 10,
                nullable: false,
                defaultValue: "grey");

            migrationBuilder.AddColumn<string>(
                name: "asked_fields",
                table: "progresses",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<bool>(
                name: "asks_for_assignee",
                table: "progresses",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "asks_for_due",
                table: "progresses",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "asks_for_remark",
                table: "progresses",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "color",
                table: "tags");

            migrationBuilder.DropColumn(
                name: "asked_fields",
                table: "progresses");

            migrationBuilder.DropColumn(
                name: "asks_for_assignee",
                table: "progresses");

            migrationBuilder.DropColumn(
                name: "asks_for_due",
                table: "progresses");

            migrationBuilder.DropColumn(
                name: "asks_for_remark",
                table: "progresses");
        }
    }
}

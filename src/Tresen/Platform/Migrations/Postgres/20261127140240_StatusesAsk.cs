using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
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
                type: "character varying(10)",
                maxLength: 10,
                nullable: false,
                defaultValue: "grey");

            migrationBuilder.AddColumn<int[]>(
                name: "asked_fields",
                table: "progresses",
                type: "integer[]",
                nullable: false,
                defaultValue: new int[0]);

            migrationBuilder.AddColumn<bool>(
                name: "asks_for_assignee",
                table: "progresses",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "asks_for_due",
                table: "progresses",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "asks_for_remark",
                table: "progresses",
                type: "boolean",
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

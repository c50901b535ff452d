using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Tags : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_ticket_tags_tags_tag_id",
                table: "ticket_tags");

            migrationBuilder.AddColumn<string>(
                name: "english",
                table: "tags",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "is_active",
                table: "tags",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<int>(
                name: "position",
                table: "tags",
                type: "INTEGER",
                nullable: false,
                defaultValue: 99);

            migrationBuilder.AddForeignKey(
                name: "fk_ticket_tags_tags_tag_id",
                table: "ticket_tags",
                column: "tag_id",
                principalTable: "tags",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_ticket_tags_tags_tag_id",
                table: "ticket_tags");

            migrationBuilder.DropColumn(
                name: "english",
                table: "tags");

            migrationBuilder.DropColumn(
                name: "is_active",
                table: "tags");

            migrationBuilder.DropColumn(
                name: "position",
                table: "tags");

            migrationBuilder.AddForeignKey(
                name: "fk_ticket_tags_tags_tag_id",
                table: "ticket_tags",
                column: "tag_id",
                principalTable: "tags",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReplyAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reply_to",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "has_reply_addresses",
                table: "mailboxes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "reply_to",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "has_reply_addresses",
                table: "mailboxes");
        }
    }
}

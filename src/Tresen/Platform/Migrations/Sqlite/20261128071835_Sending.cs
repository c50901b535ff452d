using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sending : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "send_at",
                table: "outgoing_mails",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "thread_index",
                table: "outgoing_mails",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "told",
                table: "outgoing_mails",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "content_id",
                table: "outgoing_attachments",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "quotes",
                table: "mailboxes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "later_at",
                table: "conversations",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "proof",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "send_at",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "thread_index",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "told",
                table: "outgoing_mails");

            migrationBuilder.DropColumn(
                name: "content_id",
                table: "outgoing_attachments");

            migrationBuilder.DropColumn(
                name: "quotes",
                table: "mailboxes");

            migrationBuilder.DropColumn(
                name: "later_at",
                table: "conversations");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MailFindings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "scanned_at",
                table: "stored_files",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "threat",
                table: "stored_files",
                type: "character varying(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "findings",
                table: "messages",
                type: "character varying(4000000)",
                maxLength: 4000000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "virus_scanners",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    serves_unscanned = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_virus_scanners", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_stored_files_unscanned",
                table: "stored_files",
                column: "id",
                filter: "scanned_at is null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "virus_scanners");

            migrationBuilder.DropIndex(
                name: "ix_stored_files_unscanned",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "scanned_at",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "threat",
                table: "stored_files");

            migrationBuilder.DropColumn(
                name: "findings",
                table: "messages");
        }
    }
}

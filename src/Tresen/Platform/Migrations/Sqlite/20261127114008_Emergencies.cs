using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Emergencies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "accepted_at",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "emergency_calls",
                table: "tickets",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "emergency_since",
                table: "tickets",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "emergency_minutes",
                table: "companies",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_emergency_since",
                table: "tickets",
                column: "emergency_since",
                filter: "emergency_since is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_tickets_emergency_since",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "accepted_at",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "emergency_calls",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "emergency_since",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "emergency_minutes",
                table: "companies");
        }
    }
}

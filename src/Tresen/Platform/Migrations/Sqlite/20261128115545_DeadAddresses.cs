using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeadAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "dead_addresses",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    address = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    department_id = table.Column<int>(type: "INTEGER", nullable: false),
                    said = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    times = table.Column<int>(type: "INTEGER", nullable: false),
                    cleared_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    cleared_by_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_dead_addresses", x => x.id);
                    table.ForeignKey(
                        name: "fk_dead_addresses_department_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_dead_addresses_staff_member_cleared_by_id",
                        column: x => x.cleared_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_dead_addresses_address_department_id",
                table: "dead_addresses",
                columns: new[] { "address", "department_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_dead_addresses_cleared_by_id",
                table: "dead_addresses",
                column: "cleared_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_dead_addresses_department_id",
                table: "dead_addresses",
                column: "department_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dead_addresses");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Moving : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter table tickets add column merged_into_id INTEGER null constraint fk_tickets_tickets_merged_into_id references tickets (id) on delete restrict");

            migrationBuilder.CreateTable(
                name: "moves",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    from_ticket_id = table.Column<int>(type: "INTEGER", nullable: false),
                    to_ticket_id = table.Column<int>(type: "INTEGER", nullable: false),
                    by_id = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    undone_by_id = table.Column<int>(type: "INTEGER", nullable: true),
                    undone_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_moves", x => x.id);
                    table.ForeignKey(
                        name: "fk_moves_staff_member_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_moves_staff_member_undone_by_id",
                        column: x => x.undone_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_moves_ticket_from_ticket_id",
                        column: x => x.from_ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_moves_ticket_to_ticket_id",
                        column: x => x.to_ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "move_parts",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    move_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    part_id = table.Column<int>(type: "INTEGER", nullable: false),
                    from_id = table.Column<int>(type: "INTEGER", nullable: true),
                    to_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_move_parts", x => x.id);
                    table.ForeignKey(
                        name: "fk_move_parts_moves_move_id",
                        column: x => x.move_id,
                        principalTable: "moves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "move_sides",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    move_id = table.Column<int>(type: "INTEGER", nullable: false),
                    is_ticket = table.Column<bool>(type: "INTEGER", nullable: false),
                    part_id = table.Column<int>(type: "INTEGER", nullable: false),
                    progress_id = table.Column<int>(type: "INTEGER", nullable: true),
                    ball_before = table.Column<int>(type: "INTEGER", nullable: false),
                    since_before = table.Column<DateTime>(type: "TEXT", nullable: false),
                    heard_before = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reply_before = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ball_after = table.Column<int>(type: "INTEGER", nullable: false),
                    since_after = table.Column<DateTime>(type: "TEXT", nullable: false),
                    heard_after = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reply_after = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_move_sides", x => x.id);
                    table.ForeignKey(
                        name: "fk_move_sides_moves_move_id",
                        column: x => x.move_id,
                        principalTable: "moves",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_merged_into_id",
                table: "tickets",
                column: "merged_into_id");

            migrationBuilder.CreateIndex(
                name: "ix_move_parts_kind_part_id",
                table: "move_parts",
                columns: new[] { "kind", "part_id" });

            migrationBuilder.CreateIndex(
                name: "ix_move_parts_move_id",
                table: "move_parts",
                column: "move_id");

            migrationBuilder.CreateIndex(
                name: "ix_move_sides_move_id",
                table: "move_sides",
                column: "move_id");

            migrationBuilder.CreateIndex(
                name: "ix_moves_by_id",
                table: "moves",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_moves_from_ticket_id",
                table: "moves",
                column: "from_ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_moves_to_ticket_id",
                table: "moves",
                column: "to_ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_moves_undone_by_id",
                table: "moves",
                column: "undone_by_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_tickets_tickets_merged_into_id",
                table: "tickets");

            migrationBuilder.DropTable(
                name: "move_parts");

            migrationBuilder.DropTable(
                name: "move_sides");

            migrationBuilder.DropTable(
                name: "moves");

            migrationBuilder.DropIndex(
                name: "ix_tickets_merged_into_id",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "merged_into_id",
                table: "tickets");
        }
    }
}

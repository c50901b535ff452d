using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MailRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "alert_key",
                table: "tickets",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "mail_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    mailbox_id = table.Column<int>(type: "integer", nullable: true),
                    is_last = table.Column<bool>(type: "boolean", nullable: false),
                    department_id = table.Column<int>(type: "integer", nullable: true),
                    assignee_id = table.Column<int>(type: "integer", nullable: true),
                    area_id = table.Column<int>(type: "integer", nullable: true),
                    kind_id = table.Column<int>(type: "integer", nullable: true),
                    priority = table.Column<int>(type: "integer", nullable: true),
                    tag_id = table.Column<int>(type: "integer", nullable: true),
                    customer_id = table.Column<int>(type: "integer", nullable: true),
                    fate = table.Column<int>(type: "integer", nullable: false),
                    is_quiet = table.Column<bool>(type: "boolean", nullable: false),
                    closes_on_recovery = table.Column<bool>(type: "boolean", nullable: false),
                    recovery_words = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_rules", x => x.id);
                    table.ForeignKey(
                        name: "fk_mail_rules_area_area_id",
                        column: x => x.area_id,
                        principalTable: "areas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_rules_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_rules_department_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_rules_kind_kind_id",
                        column: x => x.kind_id,
                        principalTable: "kinds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_rules_mailbox_mailbox_id",
                        column: x => x.mailbox_id,
                        principalTable: "mailboxes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_rules_staff_member_assignee_id",
                        column: x => x.assignee_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_mail_rules_tag_tag_id",
                        column: x => x.tag_id,
                        principalTable: "tags",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "mail_rule_conditions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    mail_rule_id = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false),
                    header = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    comparison = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "character varying(10050)", maxLength: 10050, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mail_rule_conditions", x => x.id);
                    table.ForeignKey(
                        name: "fk_mail_rule_conditions_mail_rules_mail_rule_id",
                        column: x => x.mail_rule_id,
                        principalTable: "mail_rules",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_alert_key",
                table: "tickets",
                column: "alert_key",
                filter: "alert_key is not null");

            migrationBuilder.CreateIndex(
                name: "ix_mail_rule_conditions_mail_rule_id",
                table: "mail_rule_conditions",
                column: "mail_rule_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_rules_area_id",
                table: "mail_rules",
                column: "area_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_rules_assignee_id",
                table: "mail_rules",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_rules_customer_id",
                table: "mail_rules",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_rules_department_id",
                table: "mail_rules",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_rules_kind_id",
                table: "mail_rules",
                column: "kind_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_rules_mailbox_id",
                table: "mail_rules",
                column: "mailbox_id");

            migrationBuilder.CreateIndex(
                name: "ix_mail_rules_tag_id",
                table: "mail_rules",
                column: "tag_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mail_rule_conditions");

            migrationBuilder.DropTable(
                name: "mail_rules");

            migrationBuilder.DropIndex(
                name: "ix_tickets_alert_key",
                table: "tickets");

            migrationBuilder.DropColumn(
                name: "alert_key",
                table: "tickets");

        }
    }
}

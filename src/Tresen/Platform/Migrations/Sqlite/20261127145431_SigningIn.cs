using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Tresen.Platform.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SigningIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "group_roles",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    origin = table.Column<int>(type: "INTEGER", nullable: false),
                    group = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    role_name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_providers",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    locked_secret = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    scopes = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    groups_claim = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    button = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    english_button = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    is_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    takes_in = table.Column<bool>(type: "INTEGER", nullable: false),
                    is_only_way = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_providers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ldap_directories",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    host = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    port = table.Column<int>(type: "INTEGER", nullable: false),
                    authority = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: false),
                    account_name = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    locked_password = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    search_base = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    user_filter = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    name_attribute = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    mail_attribute = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    group_attribute = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    group_base = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    group_filter = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    is_on = table.Column<bool>(type: "INTEGER", nullable: false),
                    takes_in = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ldap_directories", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    english = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    rights = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_roles", x => x.name);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "group_roles");

            migrationBuilder.DropTable(
                name: "identity_providers");

            migrationBuilder.DropTable(
                name: "ldap_directories");

            migrationBuilder.DropTable(
                name: "roles");
        }
    }
}

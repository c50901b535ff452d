using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
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
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    origin = table.Column<int>(type: "integer", nullable: false),
                    group = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    role_name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_roles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "identity_providers",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    issuer = table.Column<string>(type: "character varying(400)", maxLength: 400, nullable: false),
                    client_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    locked_secret = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    scopes = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    groups_claim = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    button = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    english_button = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    is_on = table.Column<bool>(type: "boolean", nullable: false),
                    takes_in = table.Column<bool>(type: "boolean", nullable: false),
                    is_only_way = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_identity_providers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ldap_directories",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    host = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    port = table.Column<int>(type: "integer", nullable: false),
                    authority = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    account_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    locked_password = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    search_base = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    user_filter = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    name_attribute = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    mail_attribute = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    group_attribute = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    group_base = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    group_filter = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    is_on = table.Column<bool>(type: "boolean", nullable: false),
                    takes_in = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ldap_directories", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "roles",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    english = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    rights = table.Column<int>(type: "integer", nullable: false)
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

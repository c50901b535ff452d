using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Tresen.Platform.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "activities",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    accounting = table.Column<int>(type: "integer", nullable: false),
                    price = table.Column<long>(type: "bigint", nullable: false),
                    round_up_to = table.Column<int>(type: "integer", nullable: false),
                    is_billable = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    english = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "areas",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    english = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_areas", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "articles",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    search_key = table.Column<string>(type: "character varying(700)", maxLength: 700, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    unit = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    price = table.Column<long>(type: "bigint", nullable: false),
                    is_hourly_rate = table.Column<bool>(type: "boolean", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_articles", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "changed_texts",
                columns: table => new
                {
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    text = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: true),
                    salt = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_changed_texts", x => x.hash);
                });

            migrationBuilder.CreateTable(
                name: "channels",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    use = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    english = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_channels", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "companies",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    particulars = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    street = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    postal_code = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    town = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    bundesland = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    rate = table.Column<long>(type: "bigint", nullable: false),
                    emergency_surcharge = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_companies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    salutation = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    first_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    last_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    mail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    phone = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    mobile = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    search_key = table.Column<string>(type: "character varying(1500)", maxLength: 1500, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_contacts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "customers",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    search_key = table.Column<string>(type: "character varying(1500)", maxLength: 1500, nullable: false),
                    street = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    postal_code = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    town = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    vat_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    mail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    phone = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    notice_kind = table.Column<int>(type: "integer", nullable: false),
                    notice = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    remark = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: false),
                    rate = table.Column<long>(type: "bigint", nullable: true),
                    is_internal = table.Column<bool>(type: "boolean", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "data_protection_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    friendly_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    xml = table.Column<string>(type: "character varying(20000)", maxLength: 20000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_data_protection_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "free_fields",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    slot = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    english = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_free_fields", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "jobs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    due = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    lease_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    last_error = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_jobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "kinds",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    english = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_kinds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "number_ranges",
                columns: table => new
                {
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    next = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_ranges", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "progresses",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    category = table.Column<int>(type: "integer", nullable: false),
                    color = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    begins_work = table.Column<bool>(type: "boolean", nullable: false),
                    asks_for_appointment = table.Column<bool>(type: "boolean", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    english = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_progresses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sign_ins",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    one_time_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_user_name = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    normalized_email = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    email_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    password_hash = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    security_stamp = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    concurrency_stamp = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    phone_number = table.Column<string>(type: "character varying(256)", maxLength: 256, nullable: true),
                    phone_number_confirmed = table.Column<bool>(type: "boolean", nullable: false),
                    two_factor_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    lockout_end = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    lockout_enabled = table.Column<bool>(type: "boolean", nullable: false),
                    access_failed_count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_ins", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stored_files",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    sha256 = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    stored_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    references = table.Column<int>(type: "integer", nullable: false),
                    is_complete = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stored_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "submissions",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    led_to = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_submissions", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tags",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    english = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tags", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "template_categories",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    parent_id = table.Column<int>(type: "integer", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_template_categories", x => x.id);
                    table.ForeignKey(
                        name: "fk_template_categories_template_categories_parent_id",
                        column: x => x.parent_id,
                        principalTable: "template_categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "time_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    editable_working_days = table.Column<int>(type: "integer", nullable: false),
                    bookable_days = table.Column<int>(type: "integer", nullable: false),
                    closed_until = table.Column<DateOnly>(type: "date", nullable: true),
                    proposed_why_not = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_rules", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "departments",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    company_id = table.Column<int>(type: "integer", nullable: false),
                    is_confidential = table.Column<bool>(type: "boolean", nullable: false),
                    rate = table.Column<long>(type: "bigint", nullable: true),
                    approval_point = table.Column<int>(type: "integer", nullable: false),
                    approval_above = table.Column<long>(type: "bigint", nullable: true),
                    allows_self_approval = table.Column<bool>(type: "boolean", nullable: false),
                    approval_tolerance = table.Column<int>(type: "integer", nullable: false),
                    reply_days = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_departments", x => x.id);
                    table.ForeignKey(
                        name: "fk_departments_companies_company_id",
                        column: x => x.company_id,
                        principalTable: "companies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_contacts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    contact_id = table.Column<int>(type: "integer", nullable: false),
                    role = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_contacts", x => x.id);
                    table.ForeignKey(
                        name: "fk_customer_contacts_contacts_contact_id",
                        column: x => x.contact_id,
                        principalTable: "contacts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_customer_contacts_customer_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "customer_domains",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    domain = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_domains", x => x.id);
                    table.ForeignKey(
                        name: "fk_customer_domains_customer_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sites",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    street = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    postal_code = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    town = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    access_note = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sites", x => x.id);
                    table.ForeignKey(
                        name: "fk_sites_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "invitations",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    sign_in_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.id);
                    table.ForeignKey(
                        name: "fk_invitations_sign_ins_sign_in_id",
                        column: x => x.sign_in_id,
                        principalTable: "sign_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    sign_in_id = table.Column<Guid>(type: "uuid", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    device = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => x.id);
                    table.ForeignKey(
                        name: "fk_sessions_asp_net_users_sign_in_id",
                        column: x => x.sign_in_id,
                        principalTable: "sign_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_claims",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_type = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    claim_value = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_claims", x => x.id);
                    table.ForeignKey(
                        name: "fk_sign_in_claims_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "sign_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_logins",
                columns: table => new
                {
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_key = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    provider_display_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_logins", x => new { x.login_provider, x.provider_key });
                    table.ForeignKey(
                        name: "fk_sign_in_logins_asp_net_users_user_id",
                        column: x => x.user_id,
                        principalTable: "sign_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_passkeys",
                columns: table => new
                {
                    credential_id = table.Column<byte[]>(type: "bytea", maxLength: 1024, nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    data = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_passkeys", x => x.credential_id);
                    table.ForeignKey(
                        name: "fk_sign_in_passkeys_sign_ins_user_id",
                        column: x => x.user_id,
                        principalTable: "sign_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "sign_in_tokens",
                columns: table => new
                {
                    user_id = table.Column<Guid>(type: "uuid", nullable: false),
                    login_provider = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    name = table.Column<string>(type: "character varying(128)", maxLength: 128, nullable: false),
                    value = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sign_in_tokens", x => new { x.user_id, x.login_provider, x.name });
                    table.ForeignKey(
                        name: "fk_sign_in_tokens_sign_ins_user_id",
                        column: x => x.user_id,
                        principalTable: "sign_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_members",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    sign_in_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    mail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    phone = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    role_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    rights = table.Column<int>(type: "integer", nullable: false),
                    language = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    wants_mail = table.Column<bool>(type: "boolean", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_staff_members", x => x.id);
                    table.ForeignKey(
                        name: "fk_staff_members_sign_ins_sign_in_id",
                        column: x => x.sign_in_id,
                        principalTable: "sign_ins",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "file_chunks",
                columns: table => new
                {
                    file_id = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_chunks", x => new { x.file_id, x.position });
                    table.ForeignKey(
                        name: "fk_file_chunks_stored_files_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "mailboxes",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    confirms = table.Column<bool>(type: "boolean", nullable: false),
                    confirmation = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    department_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sender_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    signature = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    folder = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    after_intake = table.Column<int>(type: "integer", nullable: false),
                    done_folder = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    takes_old_mail = table.Column<bool>(type: "boolean", nullable: false),
                    connected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    uid_validity = table.Column<long>(type: "bigint", nullable: false),
                    first_uid = table.Column<long>(type: "bigint", nullable: false),
                    fetched_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_fetch_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    fetch_failures = table.Column<int>(type: "integer", nullable: false),
                    fetch_error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    sent_folder = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    send_error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    is_sending_paused = table.Column<bool>(type: "boolean", nullable: false),
                    imap_encryption = table.Column<int>(type: "integer", nullable: false),
                    imap_host = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    imap_port = table.Column<int>(type: "integer", nullable: false),
                    imap_secret = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    imap_user = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    smtp_encryption = table.Column<int>(type: "integer", nullable: false),
                    smtp_host = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    smtp_port = table.Column<int>(type: "integer", nullable: false),
                    smtp_secret = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    smtp_user = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mailboxes", x => x.id);
                    table.ForeignKey(
                        name: "fk_mailboxes_department_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "public_doors",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    is_open = table.Column<bool>(type: "boolean", nullable: false),
                    department_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_public_doors", x => x.id);
                    table.ForeignKey(
                        name: "fk_public_doors_department_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "templates",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    html = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    category_id = table.Column<int>(type: "integer", nullable: true),
                    department_id = table.Column<int>(type: "integer", nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_templates", x => x.id);
                    table.ForeignKey(
                        name: "fk_templates_departments_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_templates_template_categories_category_id",
                        column: x => x.category_id,
                        principalTable: "template_categories",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "devices",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    article_id = table.Column<int>(type: "integer", nullable: true),
                    serial_number = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    tag = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    search_key = table.Column<string>(type: "character varying(1500)", maxLength: 1500, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    site_id = table.Column<int>(type: "integer", nullable: true),
                    installed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    warranty_until = table.Column<DateOnly>(type: "date", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_devices", x => x.id);
                    table.ForeignKey(
                        name: "fk_devices_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_devices_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_devices_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "absences",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    staff_member_id = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    deputy_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                    table.ForeignKey(
                        name: "fk_absences_staff_member_deputy_id",
                        column: x => x.deputy_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_absences_staff_member_staff_member_id",
                        column: x => x.staff_member_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attendances",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    person_id = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    start = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    end = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    recorded_by_id = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attendances", x => x.id);
                    table.ForeignKey(
                        name: "fk_attendances_staff_members_person_id",
                        column: x => x.person_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_attendances_staff_members_recorded_by_id",
                        column: x => x.recorded_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "billing_runs",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    payer_id = table.Column<int>(type: "integer", nullable: false),
                    reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    by_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    taken_back_by_id = table.Column<int>(type: "integer", nullable: true),
                    taken_back_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    taken_back_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billing_runs", x => x.id);
                    table.ForeignKey(
                        name: "fk_billing_runs_customer_payer_id",
                        column: x => x.payer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_billing_runs_staff_member_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_billing_runs_staff_member_taken_back_by_id",
                        column: x => x.taken_back_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "customer_files",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    file_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    added_by_id = table.Column<int>(type: "integer", nullable: false),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_customer_files", x => x.id);
                    table.ForeignKey(
                        name: "fk_customer_files_customer_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customer_files_staff_member_added_by_id",
                        column: x => x.added_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_customer_files_stored_file_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "department_members",
                columns: table => new
                {
                    department_id = table.Column<int>(type: "integer", nullable: false),
                    staff_member_id = table.Column<int>(type: "integer", nullable: false),
                    standing = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_department_members", x => new { x.department_id, x.staff_member_id });
                    table.ForeignKey(
                        name: "fk_department_members_departments_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_department_members_staff_member_staff_member_id",
                        column: x => x.staff_member_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "saved_views",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    query = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    owner_id = table.Column<int>(type: "integer", nullable: false),
                    is_shared = table.Column<bool>(type: "boolean", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_saved_views", x => x.id);
                    table.ForeignKey(
                        name: "fk_saved_views_staff_members_owner_id",
                        column: x => x.owner_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "tickets",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    reply_after_closing_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    follows_id = table.Column<int>(type: "integer", nullable: true),
                    approval_state = table.Column<int>(type: "integer", nullable: false),
                    approved_version = table.Column<int>(type: "integer", nullable: true),
                    approved_minutes = table.Column<int>(type: "integer", nullable: true),
                    assignee_id = table.Column<int>(type: "integer", nullable: true),
                    closed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    closed_by_id = table.Column<int>(type: "integer", nullable: true),
                    number = table.Column<int>(type: "integer", nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    description = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    internal_remark = table.Column<string>(type: "character varying(100000)", maxLength: 100000, nullable: false),
                    search_key = table.Column<string>(type: "character varying(1500)", maxLength: 1500, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C"),
                    requester_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    requester_mail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    requester_phone = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    customer_id = table.Column<int>(type: "integer", nullable: true),
                    contact_id = table.Column<int>(type: "integer", nullable: true),
                    site_id = table.Column<int>(type: "integer", nullable: true),
                    bill_to_id = table.Column<int>(type: "integer", nullable: true),
                    department_id = table.Column<int>(type: "integer", nullable: false),
                    area_id = table.Column<int>(type: "integer", nullable: true),
                    kind_id = table.Column<int>(type: "integer", nullable: false),
                    channel_id = table.Column<int>(type: "integer", nullable: false),
                    priority = table.Column<int>(type: "integer", nullable: false),
                    article_id = table.Column<int>(type: "integer", nullable: true),
                    serial_number = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: true),
                    due_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    planned_minutes = table.Column<int>(type: "integer", nullable: true),
                    created_by_id = table.Column<int>(type: "integer", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    ball = table.Column<int>(type: "integer", nullable: false),
                    waiting_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    heard_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    booked_minutes = table.Column<int>(type: "integer", nullable: false),
                    booked_amount = table.Column<long>(type: "bigint", nullable: false),
                    unbilled_minutes = table.Column<int>(type: "integer", nullable: false),
                    unbilled_amount = table.Column<long>(type: "bigint", nullable: false),
                    billed_amount = table.Column<long>(type: "bigint", nullable: false),
                    progress_id = table.Column<int>(type: "integer", nullable: false),
                    category = table.Column<int>(type: "integer", nullable: false),
                    appointment = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    follow_up_on = table.Column<DateOnly>(type: "date", nullable: true),
                    before_waiting_id = table.Column<int>(type: "integer", nullable: true),
                    rate = table.Column<long>(type: "bigint", nullable: false),
                    rate_source = table.Column<int>(type: "integer", nullable: false),
                    rate_surcharge = table.Column<int>(type: "integer", nullable: false),
                    is_charged_extra = table.Column<bool>(type: "boolean", nullable: false),
                    history_length = table.Column<int>(type: "integer", nullable: false),
                    history_seal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tickets", x => x.id);
                    table.ForeignKey(
                        name: "fk_tickets_areas_area_id",
                        column: x => x.area_id,
                        principalTable: "areas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_channels_channel_id",
                        column: x => x.channel_id,
                        principalTable: "channels",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_contacts_contact_id",
                        column: x => x.contact_id,
                        principalTable: "contacts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_tickets_customers_bill_to_id",
                        column: x => x.bill_to_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_departments_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_kinds_kind_id",
                        column: x => x.kind_id,
                        principalTable: "kinds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_progresses_before_waiting_id",
                        column: x => x.before_waiting_id,
                        principalTable: "progresses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_progresses_progress_id",
                        column: x => x.progress_id,
                        principalTable: "progresses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_sites_site_id",
                        column: x => x.site_id,
                        principalTable: "sites",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_tickets_staff_members_assignee_id",
                        column: x => x.assignee_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_staff_members_closed_by_id",
                        column: x => x.closed_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_staff_members_created_by_id",
                        column: x => x.created_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_tickets_tickets_follows_id",
                        column: x => x.follows_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "view_columns",
                columns: table => new
                {
                    staff_member_id = table.Column<int>(type: "integer", nullable: false),
                    view = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    columns = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_view_columns", x => new { x.staff_member_id, x.view });
                    table.ForeignKey(
                        name: "fk_view_columns_staff_members_staff_member_id",
                        column: x => x.staff_member_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "outgoing_mails",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    mailbox_id = table.Column<int>(type: "integer", nullable: false),
                    department_id = table.Column<int>(type: "integer", nullable: false),
                    is_to_staff = table.Column<bool>(type: "boolean", nullable: false),
                    message_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    from_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    from_address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    subject = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    text = table.Column<string>(type: "character varying(4000000)", maxLength: 4000000, nullable: false),
                    html = table.Column<string>(type: "character varying(4000000)", maxLength: 4000000, nullable: false),
                    particulars = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    in_reply_to = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    references = table.Column<string>(type: "character varying(6000)", maxLength: 6000, nullable: false),
                    is_automatic = table.Column<bool>(type: "boolean", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    sending_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    first_tried_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    next_try = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    bytes_file_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_mails", x => x.id);
                    table.ForeignKey(
                        name: "fk_outgoing_mails_department_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_outgoing_mails_mailboxes_mailbox_id",
                        column: x => x.mailbox_id,
                        principalTable: "mailboxes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_outgoing_mails_stored_files_bytes_file_id",
                        column: x => x.bytes_file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "raw_mails",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    mailbox_id = table.Column<int>(type: "integer", nullable: false),
                    uid_validity = table.Column<long>(type: "bigint", nullable: false),
                    uid = table.Column<long>(type: "bigint", nullable: false),
                    sha256 = table.Column<string>(type: "character(64)", fixedLength: true, maxLength: 64, nullable: false),
                    file_id = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    fetched_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    settled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<int>(type: "integer", nullable: false),
                    detail = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    ticket_id = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_raw_mails", x => x.id);
                    table.ForeignKey(
                        name: "fk_raw_mails_mailbox_mailbox_id",
                        column: x => x.mailbox_id,
                        principalTable: "mailboxes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_raw_mails_stored_file_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "approvals",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<int>(type: "integer", nullable: false),
                    asked_by_id = table.Column<int>(type: "integer", nullable: true),
                    asked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    decided_by_id = table.Column<int>(type: "integer", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    is_granted = table.Column<bool>(type: "boolean", nullable: true),
                    is_self_approval = table.Column<bool>(type: "boolean", nullable: false),
                    decision_remark = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    version = table.Column<int>(type: "integer", nullable: true),
                    content_seen = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_approvals", x => x.id);
                    table.ForeignKey(
                        name: "fk_approvals_staff_members_asked_by_id",
                        column: x => x.asked_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_approvals_staff_members_decided_by_id",
                        column: x => x.decided_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_approvals_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "closings",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<string>(type: "character varying(200000)", maxLength: 200000, nullable: false),
                    by_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_closings", x => x.id);
                    table.ForeignKey(
                        name: "fk_closings_staff_members_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_closings_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    department_id = table.Column<int>(type: "integer", nullable: false),
                    assignee_id = table.Column<int>(type: "integer", nullable: true),
                    mailbox_id = table.Column<int>(type: "integer", nullable: true),
                    subject = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    ball = table.Column<int>(type: "integer", nullable: false),
                    ball_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_by_id = table.Column<int>(type: "integer", nullable: true),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversations", x => x.id);
                    table.ForeignKey(
                        name: "fk_conversations_department_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_conversations_mailbox_mailbox_id",
                        column: x => x.mailbox_id,
                        principalTable: "mailboxes",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_conversations_staff_member_assignee_id",
                        column: x => x.assignee_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_conversations_staff_member_started_by_id",
                        column: x => x.started_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_conversations_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "cost_approvals",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    who = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    how = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    up_to = table.Column<long>(type: "bigint", nullable: true),
                    by_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_cost_approvals", x => x.id);
                    table.ForeignKey(
                        name: "fk_cost_approvals_staff_members_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_cost_approvals_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "free_values",
                columns: table => new
                {
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    free_field_id = table.Column<int>(type: "integer", nullable: false),
                    value = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    sort_key = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false, collation: "C")
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_free_values", x => new { x.ticket_id, x.free_field_id });
                    table.ForeignKey(
                        name: "fk_free_values_free_fields_free_field_id",
                        column: x => x.free_field_id,
                        principalTable: "free_fields",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_free_values_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "material_lines",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    article_id = table.Column<int>(type: "integer", nullable: true),
                    text = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    unit = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    thousandths = table.Column<long>(type: "bigint", nullable: false),
                    price = table.Column<long>(type: "bigint", nullable: false),
                    is_billable = table.Column<bool>(type: "boolean", nullable: false),
                    added_by_id = table.Column<int>(type: "integer", nullable: true),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    billed_to_id = table.Column<int>(type: "integer", nullable: true),
                    billed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    billing_reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_material_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_material_lines_articles_article_id",
                        column: x => x.article_id,
                        principalTable: "articles",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_material_lines_customers_billed_to_id",
                        column: x => x.billed_to_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_material_lines_staff_members_added_by_id",
                        column: x => x.added_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_material_lines_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notifications",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    recipient_id = table.Column<int>(type: "integer", nullable: false),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    news = table.Column<int>(type: "integer", nullable: false),
                    actor_id = table.Column<int>(type: "integer", nullable: true),
                    for_id = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    read_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notifications", x => x.id);
                    table.ForeignKey(
                        name: "fk_notifications_staff_member_actor_id",
                        column: x => x.actor_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_notifications_staff_member_for_id",
                        column: x => x.for_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_notifications_staff_member_recipient_id",
                        column: x => x.recipient_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_notifications_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_devices",
                columns: table => new
                {
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    device_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_devices", x => new { x.ticket_id, x.device_id });
                    table.ForeignKey(
                        name: "fk_ticket_devices_devices_device_id",
                        column: x => x.device_id,
                        principalTable: "devices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_devices_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_events",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    verb = table.Column<int>(type: "integer", nullable: false),
                    by_id = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    field = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    conversation = table.Column<long>(type: "bigint", nullable: true),
                    from_id = table.Column<int>(type: "integer", nullable: true),
                    to_id = table.Column<int>(type: "integer", nullable: true),
                    from = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    to = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true),
                    from_text_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    to_text_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    seal = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    is_told = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_events", x => x.id);
                    table.ForeignKey(
                        name: "fk_ticket_events_changed_texts_from_text_hash",
                        column: x => x.from_text_hash,
                        principalTable: "changed_texts",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_events_changed_texts_to_text_hash",
                        column: x => x.to_text_hash,
                        principalTable: "changed_texts",
                        principalColumn: "hash",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_events_staff_members_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_events_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_files",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    content_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    content_type = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    added_by_id = table.Column<int>(type: "integer", nullable: true),
                    added_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_files", x => x.id);
                    table.ForeignKey(
                        name: "fk_ticket_files_staff_members_added_by_id",
                        column: x => x.added_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_files_stored_files_content_id",
                        column: x => x.content_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_files_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_people",
                columns: table => new
                {
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    staff_member_id = table.Column<int>(type: "integer", nullable: false),
                    part = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_people", x => new { x.ticket_id, x.staff_member_id });
                    table.ForeignKey(
                        name: "fk_ticket_people_staff_members_staff_member_id",
                        column: x => x.staff_member_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_people_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_shares",
                columns: table => new
                {
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    department_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_shares", x => new { x.ticket_id, x.department_id });
                    table.ForeignKey(
                        name: "fk_ticket_shares_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ticket_tags",
                columns: table => new
                {
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    tag_id = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ticket_tags", x => new { x.ticket_id, x.tag_id });
                    table.ForeignKey(
                        name: "fk_ticket_tags_tags_tag_id",
                        column: x => x.tag_id,
                        principalTable: "tags",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_ticket_tags_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "time_entries",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    accounted_minutes = table.Column<int>(type: "integer", nullable: false),
                    minutes_rule = table.Column<int>(type: "integer", nullable: false),
                    rounded_up_to = table.Column<int>(type: "integer", nullable: false),
                    rate = table.Column<long>(type: "bigint", nullable: false),
                    rate_rule = table.Column<int>(type: "integer", nullable: false),
                    rate_reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    accounting = table.Column<int>(type: "integer", nullable: false),
                    kilometres = table.Column<int>(type: "integer", nullable: true),
                    unit_price = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    is_billable = table.Column<bool>(type: "boolean", nullable: false),
                    why_not = table.Column<int>(type: "integer", nullable: true),
                    billed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    billing_reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    confirmed_by_id = table.Column<int>(type: "integer", nullable: true),
                    performer_id = table.Column<int>(type: "integer", nullable: false),
                    recorder_id = table.Column<int>(type: "integer", nullable: false),
                    ticket_id = table.Column<int>(type: "integer", nullable: true),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    bill_to_id = table.Column<int>(type: "integer", nullable: false),
                    department_id = table.Column<int>(type: "integer", nullable: false),
                    activity_id = table.Column<int>(type: "integer", nullable: false),
                    start = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    end = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    is_clocked = table.Column<bool>(type: "boolean", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    place = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    internal_comment = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    worked_minutes = table.Column<int>(type: "integer", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    editable_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    reversed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reverses_id = table.Column<int>(type: "integer", nullable: true),
                    replaces_id = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_time_entries_activities_activity_id",
                        column: x => x.activity_id,
                        principalTable: "activities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_customers_bill_to_id",
                        column: x => x.bill_to_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_customers_customer_id",
                        column: x => x.customer_id,
                        principalTable: "customers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_departments_department_id",
                        column: x => x.department_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_staff_members_confirmed_by_id",
                        column: x => x.confirmed_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_staff_members_performer_id",
                        column: x => x.performer_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_staff_members_recorder_id",
                        column: x => x.recorder_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_tickets_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_time_entries_replaces_id",
                        column: x => x.replaces_id,
                        principalTable: "time_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entries_time_entries_reverses_id",
                        column: x => x.reverses_id,
                        principalTable: "time_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outgoing_attachments",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    outgoing_mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    content_type = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_attachments", x => x.id);
                    table.ForeignKey(
                        name: "fk_outgoing_attachments_outgoing_mail_outgoing_mail_id",
                        column: x => x.outgoing_mail_id,
                        principalTable: "outgoing_mails",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_outgoing_attachments_stored_files_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "outgoing_recipients",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    outgoing_mail_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    error = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outgoing_recipients", x => x.id);
                    table.ForeignKey(
                        name: "fk_outgoing_recipients_outgoing_mails_outgoing_mail_id",
                        column: x => x.outgoing_mail_id,
                        principalTable: "outgoing_mails",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "conversation_addressees",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversation_id = table.Column<int>(type: "integer", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_conversation_addressees", x => x.id);
                    table.ForeignKey(
                        name: "fk_conversation_addressees_conversation_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "forwardings",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    conversation_id = table.Column<int>(type: "integer", nullable: false),
                    from_id = table.Column<int>(type: "integer", nullable: false),
                    to_id = table.Column<int>(type: "integer", nullable: false),
                    by_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    remark = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false),
                    ending = table.Column<int>(type: "integer", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by_id = table.Column<int>(type: "integer", nullable: true),
                    end_remark = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_forwardings", x => x.id);
                    table.ForeignKey(
                        name: "fk_forwardings_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_forwardings_department_from_id",
                        column: x => x.from_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_forwardings_department_to_id",
                        column: x => x.to_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_forwardings_staff_member_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_forwardings_staff_member_ended_by_id",
                        column: x => x.ended_by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    conversation_id = table.Column<int>(type: "integer", nullable: true),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    author_id = table.Column<int>(type: "integer", nullable: true),
                    sender_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    sender_address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    subject = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    text = table.Column<string>(type: "character varying(4000000)", maxLength: 4000000, nullable: false),
                    html = table.Column<string>(type: "character varying(4000000)", maxLength: 4000000, nullable: false),
                    reply = table.Column<string>(type: "character varying(4000000)", maxLength: 4000000, nullable: false),
                    message_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    written_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    in_reply_to = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    references = table.Column<string>(type: "character varying(6000)", maxLength: 6000, nullable: false),
                    outgoing_mail_id = table.Column<Guid>(type: "uuid", nullable: true),
                    raw_mail_id = table.Column<int>(type: "integer", nullable: true),
                    is_unverified = table.Column<bool>(type: "boolean", nullable: false),
                    is_automatic = table.Column<bool>(type: "boolean", nullable: false),
                    why = table.Column<int>(type: "integer", nullable: false),
                    why_detail = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    kept_in_id = table.Column<int>(type: "integer", nullable: true),
                    is_draft = table.Column<bool>(type: "boolean", nullable: false),
                    answers_id = table.Column<int>(type: "integer", nullable: true),
                    quoting = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<string>(type: "character varying(4000000)", maxLength: 4000000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                    table.ForeignKey(
                        name: "fk_messages_conversations_conversation_id",
                        column: x => x.conversation_id,
                        principalTable: "conversations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_messages_department_kept_in_id",
                        column: x => x.kept_in_id,
                        principalTable: "departments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_messages_messages_answers_id",
                        column: x => x.answers_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_messages_outgoing_mail_outgoing_mail_id",
                        column: x => x.outgoing_mail_id,
                        principalTable: "outgoing_mails",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_messages_staff_member_author_id",
                        column: x => x.author_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_messages_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "billed_material",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    billing_run_id = table.Column<int>(type: "integer", nullable: false),
                    material_line_id = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billed_material", x => x.id);
                    table.ForeignKey(
                        name: "fk_billed_material_billing_run_billing_run_id",
                        column: x => x.billing_run_id,
                        principalTable: "billing_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_billed_material_material_line_material_line_id",
                        column: x => x.material_line_id,
                        principalTable: "material_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "billed_entries",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    billing_run_id = table.Column<int>(type: "integer", nullable: false),
                    time_entry_id = table.Column<int>(type: "integer", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_billed_entries", x => x.id);
                    table.ForeignKey(
                        name: "fk_billed_entries_billing_run_billing_run_id",
                        column: x => x.billing_run_id,
                        principalTable: "billing_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_billed_entries_time_entry_time_entry_id",
                        column: x => x.time_entry_id,
                        principalTable: "time_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "time_entry_versions",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    time_entry_id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    by_id = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    performer_id = table.Column<int>(type: "integer", nullable: false),
                    ticket_id = table.Column<int>(type: "integer", nullable: true),
                    customer_id = table.Column<int>(type: "integer", nullable: false),
                    activity_id = table.Column<int>(type: "integer", nullable: false),
                    start = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    end = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    is_clocked = table.Column<bool>(type: "boolean", nullable: false),
                    worked_minutes = table.Column<int>(type: "integer", nullable: false),
                    accounted_minutes = table.Column<int>(type: "integer", nullable: false),
                    kilometres = table.Column<int>(type: "integer", nullable: true),
                    rate = table.Column<long>(type: "bigint", nullable: false),
                    rate_rule = table.Column<int>(type: "integer", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    why_not = table.Column<int>(type: "integer", nullable: true),
                    place = table.Column<string>(type: "character varying(150)", maxLength: 150, nullable: false),
                    description = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false),
                    internal_comment = table.Column<string>(type: "character varying(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_time_entry_versions", x => x.id);
                    table.ForeignKey(
                        name: "fk_time_entry_versions_staff_members_by_id",
                        column: x => x.by_id,
                        principalTable: "staff_members",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_time_entry_versions_time_entries_time_entry_id",
                        column: x => x.time_entry_id,
                        principalTable: "time_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "attachments",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    message_id = table.Column<int>(type: "integer", nullable: false),
                    file_id = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    content_type = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    is_inline = table.Column<bool>(type: "boolean", nullable: false),
                    content_id = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_attachments", x => x.id);
                    table.ForeignKey(
                        name: "fk_attachments_message_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_attachments_stored_file_file_id",
                        column: x => x.file_id,
                        principalTable: "stored_files",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "message_addressees",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    message_id = table.Column<int>(type: "integer", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    address = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_addressees", x => x.id);
                    table.ForeignKey(
                        name: "fk_message_addressees_message_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "search_texts",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ticket_id = table.Column<int>(type: "integer", nullable: false),
                    message_id = table.Column<int>(type: "integer", nullable: true),
                    key = table.Column<string>(type: "character varying(40000)", maxLength: 40000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_search_texts", x => x.id);
                    table.ForeignKey(
                        name: "fk_search_texts_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_search_texts_ticket_ticket_id",
                        column: x => x.ticket_id,
                        principalTable: "tickets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_absences_deputy_id",
                table: "absences",
                column: "deputy_id");

            migrationBuilder.CreateIndex(
                name: "ix_absences_staff_member_id",
                table: "absences",
                column: "staff_member_id");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_asked_by_id",
                table: "approvals",
                column: "asked_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_decided_by_id",
                table: "approvals",
                column: "decided_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_approvals_ticket_id",
                table: "approvals",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_articles_number",
                table: "articles",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_articles_sort_key_id",
                table: "articles",
                columns: new[] { "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_attachments_file_id",
                table: "attachments",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_attachments_message_id",
                table: "attachments",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_attendances_end",
                table: "attendances",
                column: "end");

            migrationBuilder.CreateIndex(
                name: "ix_attendances_person_id_start",
                table: "attendances",
                columns: new[] { "person_id", "start" });

            migrationBuilder.CreateIndex(
                name: "ix_attendances_recorded_by_id",
                table: "attendances",
                column: "recorded_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_billed_entries_billing_run_id",
                table: "billed_entries",
                column: "billing_run_id");

            migrationBuilder.CreateIndex(
                name: "ix_billed_entries_time_entry_id",
                table: "billed_entries",
                column: "time_entry_id");

            migrationBuilder.CreateIndex(
                name: "ix_billed_material_billing_run_id",
                table: "billed_material",
                column: "billing_run_id");

            migrationBuilder.CreateIndex(
                name: "ix_billed_material_material_line_id",
                table: "billed_material",
                column: "material_line_id");

            migrationBuilder.CreateIndex(
                name: "ix_billing_runs_by_id",
                table: "billing_runs",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_billing_runs_payer_id_at",
                table: "billing_runs",
                columns: new[] { "payer_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_billing_runs_taken_back_by_id",
                table: "billing_runs",
                column: "taken_back_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_closings_by_id",
                table: "closings",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_closings_ticket_id",
                table: "closings",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_contacts_mail",
                table: "contacts",
                column: "mail");

            migrationBuilder.CreateIndex(
                name: "ix_contacts_phone",
                table: "contacts",
                column: "phone");

            migrationBuilder.CreateIndex(
                name: "ix_contacts_sort_key_id",
                table: "contacts",
                columns: new[] { "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_conversation_addressees_conversation_id",
                table: "conversation_addressees",
                column: "conversation_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_assignee_id",
                table: "conversations",
                column: "assignee_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_department_id_ball_ball_since",
                table: "conversations",
                columns: new[] { "department_id", "ball", "ball_since" });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_mailbox_id",
                table: "conversations",
                column: "mailbox_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_number",
                table: "conversations",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_conversations_started_by_id",
                table: "conversations",
                column: "started_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_ticket_id_started_at",
                table: "conversations",
                columns: new[] { "ticket_id", "started_at" });

            migrationBuilder.CreateIndex(
                name: "ix_cost_approvals_by_id",
                table: "cost_approvals",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_cost_approvals_ticket_id",
                table: "cost_approvals",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_contacts_contact_id",
                table: "customer_contacts",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_contacts_customer_id_contact_id",
                table: "customer_contacts",
                columns: new[] { "customer_id", "contact_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customer_domains_customer_id",
                table: "customer_domains",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_domains_domain",
                table: "customer_domains",
                column: "domain",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customer_files_added_by_id",
                table: "customer_files",
                column: "added_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_files_customer_id",
                table: "customer_files",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_customer_files_file_id",
                table: "customer_files",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_customers_mail",
                table: "customers",
                column: "mail");

            migrationBuilder.CreateIndex(
                name: "ix_customers_number",
                table: "customers",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_customers_phone",
                table: "customers",
                column: "phone");

            migrationBuilder.CreateIndex(
                name: "ix_customers_sort_key_id",
                table: "customers",
                columns: new[] { "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_department_members_staff_member_id",
                table: "department_members",
                column: "staff_member_id");

            migrationBuilder.CreateIndex(
                name: "ix_departments_company_id",
                table: "departments",
                column: "company_id");

            migrationBuilder.CreateIndex(
                name: "ix_departments_name",
                table: "departments",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_devices_article_id_serial_number",
                table: "devices",
                columns: new[] { "article_id", "serial_number" },
                unique: true,
                filter: "article_id is not null and serial_number <> ''");

            migrationBuilder.CreateIndex(
                name: "ix_devices_customer_id_sort_key",
                table: "devices",
                columns: new[] { "customer_id", "sort_key" });

            migrationBuilder.CreateIndex(
                name: "ix_devices_serial_number",
                table: "devices",
                column: "serial_number");

            migrationBuilder.CreateIndex(
                name: "ix_devices_site_id",
                table: "devices",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_devices_sort_key_id",
                table: "devices",
                columns: new[] { "sort_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_forwardings_by_id",
                table: "forwardings",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_forwardings_conversation_id",
                table: "forwardings",
                column: "conversation_id");

            migrationBuilder.CreateIndex(
                name: "ix_forwardings_ended_by_id",
                table: "forwardings",
                column: "ended_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_forwardings_from_id",
                table: "forwardings",
                column: "from_id");

            migrationBuilder.CreateIndex(
                name: "ix_forwardings_to_id",
                table: "forwardings",
                column: "to_id");

            migrationBuilder.CreateIndex(
                name: "ix_free_fields_slot",
                table: "free_fields",
                column: "slot",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_free_values_free_field_id",
                table: "free_values",
                column: "free_field_id");

            migrationBuilder.CreateIndex(
                name: "ix_invitations_hash",
                table: "invitations",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_invitations_sign_in_id",
                table: "invitations",
                column: "sign_in_id");

            migrationBuilder.CreateIndex(
                name: "ix_jobs_due",
                table: "jobs",
                column: "due");

            migrationBuilder.CreateIndex(
                name: "ix_mailboxes_address",
                table: "mailboxes",
                column: "address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_mailboxes_department_id",
                table: "mailboxes",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_material_lines_added_by_id",
                table: "material_lines",
                column: "added_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_material_lines_article_id",
                table: "material_lines",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_material_lines_billed_to_id",
                table: "material_lines",
                column: "billed_to_id");

            migrationBuilder.CreateIndex(
                name: "ix_material_lines_ticket_id",
                table: "material_lines",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_message_addressees_message_id",
                table: "message_addressees",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_answers_id",
                table: "messages",
                column: "answers_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_author_id",
                table: "messages",
                column: "author_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_conversation_id",
                table: "messages",
                column: "conversation_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_kept_in_id",
                table: "messages",
                column: "kept_in_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_message_id",
                table: "messages",
                column: "message_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_outgoing_mail_id",
                table: "messages",
                column: "outgoing_mail_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_raw_mail_id",
                table: "messages",
                column: "raw_mail_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_messages_ticket_id_at",
                table: "messages",
                columns: new[] { "ticket_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_actor_id",
                table: "notifications",
                column: "actor_id");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_at",
                table: "notifications",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_for_id",
                table: "notifications",
                column: "for_id");

            migrationBuilder.CreateIndex(
                name: "ix_notifications_recipient_id_id",
                table: "notifications",
                columns: new[] { "recipient_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_recipient_id_read_at",
                table: "notifications",
                columns: new[] { "recipient_id", "read_at" });

            migrationBuilder.CreateIndex(
                name: "ix_notifications_ticket_id",
                table: "notifications",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_attachments_file_id",
                table: "outgoing_attachments",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_attachments_outgoing_mail_id",
                table: "outgoing_attachments",
                column: "outgoing_mail_id");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_bytes_file_id",
                table: "outgoing_mails",
                column: "bytes_file_id");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_department_id",
                table: "outgoing_mails",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_mailbox_id_state",
                table: "outgoing_mails",
                columns: new[] { "mailbox_id", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_message_id",
                table: "outgoing_mails",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_mails_state_created_at",
                table: "outgoing_mails",
                columns: new[] { "state", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_recipients_address",
                table: "outgoing_recipients",
                column: "address");

            migrationBuilder.CreateIndex(
                name: "ix_outgoing_recipients_outgoing_mail_id",
                table: "outgoing_recipients",
                column: "outgoing_mail_id");

            migrationBuilder.CreateIndex(
                name: "ix_public_doors_department_id",
                table: "public_doors",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_raw_mails_file_id",
                table: "raw_mails",
                column: "file_id");

            migrationBuilder.CreateIndex(
                name: "ix_raw_mails_mailbox_id_sha256",
                table: "raw_mails",
                columns: new[] { "mailbox_id", "sha256" });

            migrationBuilder.CreateIndex(
                name: "ix_raw_mails_mailbox_id_uid_validity_uid",
                table: "raw_mails",
                columns: new[] { "mailbox_id", "uid_validity", "uid" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_raw_mails_state_received_at",
                table: "raw_mails",
                columns: new[] { "state", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_raw_mails_ticket_id",
                table: "raw_mails",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_saved_views_owner_id_position",
                table: "saved_views",
                columns: new[] { "owner_id", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_search_texts_message_id",
                table: "search_texts",
                column: "message_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_search_texts_ticket_id_message_id",
                table: "search_texts",
                columns: new[] { "ticket_id", "message_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sessions_sign_in_id",
                table: "sessions",
                column: "sign_in_id");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_claims_user_id",
                table: "sign_in_claims",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_logins_user_id",
                table: "sign_in_logins",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "ix_sign_in_passkeys_user_id",
                table: "sign_in_passkeys",
                column: "user_id");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "sign_ins",
                column: "normalized_email");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "sign_ins",
                column: "normalized_user_name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sites_customer_id",
                table: "sites",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_staff_members_sign_in_id",
                table: "staff_members",
                column: "sign_in_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stored_files_sha256",
                table: "stored_files",
                column: "sha256",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tags_name",
                table: "tags",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_template_categories_parent_id",
                table: "template_categories",
                column: "parent_id");

            migrationBuilder.CreateIndex(
                name: "ix_templates_category_id",
                table: "templates",
                column: "category_id");

            migrationBuilder.CreateIndex(
                name: "ix_templates_department_id",
                table: "templates",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_templates_is_active_position",
                table: "templates",
                columns: new[] { "is_active", "position" });

            migrationBuilder.CreateIndex(
                name: "ix_ticket_devices_device_id",
                table: "ticket_devices",
                column: "device_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_events_by_id",
                table: "ticket_events",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_events_from_text_hash",
                table: "ticket_events",
                column: "from_text_hash");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_events_ticket_id_position",
                table: "ticket_events",
                columns: new[] { "ticket_id", "position" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ticket_events_to_text_hash",
                table: "ticket_events",
                column: "to_text_hash");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_files_added_by_id",
                table: "ticket_files",
                column: "added_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_files_content_id",
                table: "ticket_files",
                column: "content_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_files_ticket_id",
                table: "ticket_files",
                column: "ticket_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_people_staff_member_id",
                table: "ticket_people",
                column: "staff_member_id");

            migrationBuilder.CreateIndex(
                name: "ix_ticket_tags_tag_id",
                table: "ticket_tags",
                column: "tag_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_approval_state_department_id",
                table: "tickets",
                columns: new[] { "approval_state", "department_id" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_area_id",
                table: "tickets",
                column: "area_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_article_id",
                table: "tickets",
                column: "article_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_assignee_id_category",
                table: "tickets",
                columns: new[] { "assignee_id", "category" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_before_waiting_id",
                table: "tickets",
                column: "before_waiting_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_bill_to_id",
                table: "tickets",
                column: "bill_to_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_category_due_at",
                table: "tickets",
                columns: new[] { "category", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_category_priority_waiting_since",
                table: "tickets",
                columns: new[] { "category", "priority", "waiting_since" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_channel_id",
                table: "tickets",
                column: "channel_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_closed_by_id",
                table: "tickets",
                column: "closed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_contact_id",
                table: "tickets",
                column: "contact_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_created_by_id",
                table: "tickets",
                column: "created_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_customer_id_number",
                table: "tickets",
                columns: new[] { "customer_id", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_department_id_category",
                table: "tickets",
                columns: new[] { "department_id", "category" });

            migrationBuilder.CreateIndex(
                name: "ix_tickets_follow_up_on",
                table: "tickets",
                column: "follow_up_on");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_follows_id",
                table: "tickets",
                column: "follows_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_kind_id",
                table: "tickets",
                column: "kind_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_number",
                table: "tickets",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_tickets_progress_id",
                table: "tickets",
                column: "progress_id");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_reply_after_closing_at",
                table: "tickets",
                column: "reply_after_closing_at");

            migrationBuilder.CreateIndex(
                name: "ix_tickets_site_id",
                table: "tickets",
                column: "site_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_activity_id",
                table: "time_entries",
                column: "activity_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_bill_to_id_billed_at_day",
                table: "time_entries",
                columns: new[] { "bill_to_id", "billed_at", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_confirmed_by_id",
                table: "time_entries",
                column: "confirmed_by_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_customer_id",
                table: "time_entries",
                column: "customer_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_department_id",
                table: "time_entries",
                column: "department_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_performer_id_day",
                table: "time_entries",
                columns: new[] { "performer_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_recorder_id",
                table: "time_entries",
                column: "recorder_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_replaces_id",
                table: "time_entries",
                column: "replaces_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_reverses_id",
                table: "time_entries",
                column: "reverses_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_time_entries_ticket_id_day",
                table: "time_entries",
                columns: new[] { "ticket_id", "day" });

            migrationBuilder.CreateIndex(
                name: "ix_time_entry_versions_by_id",
                table: "time_entry_versions",
                column: "by_id");

            migrationBuilder.CreateIndex(
                name: "ix_time_entry_versions_time_entry_id_number",
                table: "time_entry_versions",
                columns: new[] { "time_entry_id", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences");

            migrationBuilder.DropTable(
                name: "approvals");

            migrationBuilder.DropTable(
                name: "attachments");

            migrationBuilder.DropTable(
                name: "attendances");

            migrationBuilder.DropTable(
                name: "billed_entries");

            migrationBuilder.DropTable(
                name: "billed_material");

            migrationBuilder.DropTable(
                name: "closings");

            migrationBuilder.DropTable(
                name: "conversation_addressees");

            migrationBuilder.DropTable(
                name: "cost_approvals");

            migrationBuilder.DropTable(
                name: "customer_contacts");

            migrationBuilder.DropTable(
                name: "customer_domains");

            migrationBuilder.DropTable(
                name: "customer_files");

            migrationBuilder.DropTable(
                name: "data_protection_keys");

            migrationBuilder.DropTable(
                name: "department_members");

            migrationBuilder.DropTable(
                name: "file_chunks");

            migrationBuilder.DropTable(
                name: "forwardings");

            migrationBuilder.DropTable(
                name: "free_values");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "jobs");

            migrationBuilder.DropTable(
                name: "message_addressees");

            migrationBuilder.DropTable(
                name: "notifications");

            migrationBuilder.DropTable(
                name: "number_ranges");

            migrationBuilder.DropTable(
                name: "outgoing_attachments");

            migrationBuilder.DropTable(
                name: "outgoing_recipients");

            migrationBuilder.DropTable(
                name: "public_doors");

            migrationBuilder.DropTable(
                name: "raw_mails");

            migrationBuilder.DropTable(
                name: "saved_views");

            migrationBuilder.DropTable(
                name: "search_texts");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "sign_in_claims");

            migrationBuilder.DropTable(
                name: "sign_in_logins");

            migrationBuilder.DropTable(
                name: "sign_in_passkeys");

            migrationBuilder.DropTable(
                name: "sign_in_tokens");

            migrationBuilder.DropTable(
                name: "submissions");

            migrationBuilder.DropTable(
                name: "templates");

            migrationBuilder.DropTable(
                name: "ticket_devices");

            migrationBuilder.DropTable(
                name: "ticket_events");

            migrationBuilder.DropTable(
                name: "ticket_files");

            migrationBuilder.DropTable(
                name: "ticket_people");

            migrationBuilder.DropTable(
                name: "ticket_shares");

            migrationBuilder.DropTable(
                name: "ticket_tags");

            migrationBuilder.DropTable(
                name: "time_entry_versions");

            migrationBuilder.DropTable(
                name: "time_rules");

            migrationBuilder.DropTable(
                name: "view_columns");

            migrationBuilder.DropTable(
                name: "billing_runs");

            migrationBuilder.DropTable(
                name: "material_lines");

            migrationBuilder.DropTable(
                name: "free_fields");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "template_categories");

            migrationBuilder.DropTable(
                name: "devices");

            migrationBuilder.DropTable(
                name: "changed_texts");

            migrationBuilder.DropTable(
                name: "tags");

            migrationBuilder.DropTable(
                name: "time_entries");

            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "outgoing_mails");

            migrationBuilder.DropTable(
                name: "activities");

            migrationBuilder.DropTable(
                name: "tickets");

            migrationBuilder.DropTable(
                name: "mailboxes");

            migrationBuilder.DropTable(
                name: "stored_files");

            migrationBuilder.DropTable(
                name: "areas");

            migrationBuilder.DropTable(
                name: "articles");

            migrationBuilder.DropTable(
                name: "channels");

            migrationBuilder.DropTable(
                name: "contacts");

            migrationBuilder.DropTable(
                name: "kinds");

            migrationBuilder.DropTable(
                name: "progresses");

            migrationBuilder.DropTable(
                name: "sites");

            migrationBuilder.DropTable(
                name: "staff_members");

            migrationBuilder.DropTable(
                name: "departments");

            migrationBuilder.DropTable(
                name: "customers");

            migrationBuilder.DropTable(
                name: "sign_ins");

            migrationBuilder.DropTable(
                name: "companies");
        }
    }
}

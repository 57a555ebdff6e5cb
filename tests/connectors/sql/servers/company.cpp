#include "tests/connectors/sql/servers/company.hpp"

#include <map>

namespace rosterd::sql
{

namespace
{

// Ended after the last test; an ended one stays away from the others.
std::map<std::string, std::unique_ptr<Server>>& servers()
{
    static std::map<std::string, std::unique_ptr<Server>> all;
    return all;
}

class EndServers final : public ::testing::Environment
{
public:
    void TearDown() override { servers().clear(); }
};

const auto* const end_servers = ::testing::AddGlobalTestEnvironment(new EndServers);

} // namespace

void Databases::SetUp()
{
    auto& server = servers()[GetParam()];
    if (!server) {
        server = Server::start(GetParam());
    }
    server_ = server.get();
    for (const char* sql :
         {"drop table if exists people", "drop table if exists departments",
          "drop table if exists leavers",
          "create table departments (department_id varchar(20) primary key, name varchar(80))",
          "create table leavers (employee_id varchar(20), left_at timestamp null)"}) {
        server_->run(sql);
    }
    server_->run("create table people (employee_id varchar(20) primary key, name varchar(80), "
                 "department_id varchar(20), updated_at " +
                 std::string{is_postgresql() ? "timestamptz" : "datetime(6)"} + ")");
}

void Databases::add_people(int count)
{
    server_->run("insert into departments values ('D1', '旺角店')");
    std::string sql = "insert into people values ";
    for (int i = 1; i <= count; ++i) {
        const std::string number = std::to_string(10000 + i).substr(1);
        const int minute = 59 - (count - i) % 60;
        sql += (i == 1 ? "" : ", ") + std::string{"('E"} + number + "', '陳" + number +
               "', 'D1', '2026-11-01 08:" + (minute < 10 ? "0" : "") + std::to_string(minute) +
               ":00')";
    }
    server_->run(sql);
}

model::Json Databases::options()
{
    return {{"connection", server_->connection()},
            {"password", Server::password},
            {"query", "select * from people"},
            {"key", "employee_id"},
            {"watermark", "updated_at"}};
}

std::unique_ptr<sdk::Connector> Databases::make(const model::Json& options,
                                                std::function<bool()> cancelled,
                                                const sdk::ConnectorKind& of)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.options = options;
    context.cancelled = std::move(cancelled);
    auto made = of.make(context);
    EXPECT_TRUE(made) << made.error().message;
    return std::move(*made);
}

sdk::ReadResult Databases::read(const model::Json& options, const std::string& cursor)
{
    const auto result = make(options)->read({false, cursor}, sink);
    EXPECT_TRUE(result) << result.error().message;
    return result.value_or(sdk::ReadResult{});
}

model::Error Databases::error(const model::Json& options, sdk::RecordSink& sink,
                              const std::string& cursor)
{
    const auto result = make(options)->read({false, cursor}, sink);
    EXPECT_FALSE(result) << result->notes;
    return result ? model::Error{} : result.error();
}

} // namespace rosterd::sql

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/connectors/sql/servers/company.hpp"
#include "tests/connectors/sql/servers/process.hpp"

namespace rosterd::sql
{
namespace
{

using model::ErrorKind;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Faults : public Databases
{
protected:
    model::Error fault(const model::Json& told) { return error(told, sink); }
    std::string number_of_people()
    {
        Sink counted;
        EXPECT_TRUE(make(options())->read({true, ""}, counted));
        return std::to_string(counted.seen.records.size());
    }
};

INSTANTIATE_TEST_SUITE_P(Real, Faults, ::testing::Values("postgresql", "mariadb"),
                         [](const auto& one) { return std::string{one.param}; });

TEST_P(Faults, AConnectionKilledHalfway_GoesOnWhereItWas)
{
    add_people(1000);
    auto told = options();
    told["page_size"] = 100;
    sink.at(250, [&] { server().kill_connections(); });

    const auto result = read(told);

    EXPECT_EQ(result.completeness, sdk::Completeness::complete);
    EXPECT_THAT(result.notes, HasSubstr("1000 rows; connected again 1 time"));
    const auto texts = sink.texts();
    EXPECT_THAT(std::set<std::string>(texts.begin(), texts.end()), SizeIs(1000));
    EXPECT_THAT(texts, SizeIs(1000));
    EXPECT_EQ(sink.seen.restarts, 0u);
}

TEST_P(Faults, AConnectionKilledHalfwayWithoutAKey_StartsOver)
{
    if (!is_postgresql()) {
        GTEST_SKIP() << "the driver has everything in memory by then";
    }
    add_people(1000);
    auto told = options();
    told["page_size"] = 100;
    told.erase("key");
    sink.at(250, [&] { server().kill_connections(); });

    read(told);

    EXPECT_THAT(sink.texts(), SizeIs(1000));
    EXPECT_EQ(sink.seen.restarts, 1u);
}

TEST_P(Faults, RowsThatMovedBetweenTwoConnections_MakeItStartOver)
{
    add_people(1000);
    auto told = options();
    told["page_size"] = 100;
    sink.at(250, [&] {
        server().run("update people set employee_id = 'E0000' where employee_id = 'E0900'");
        server().kill_connections();
    });

    read(told);

    EXPECT_EQ(sink.seen.restarts, 1u) << "E0900 would have been missed: a leaver who is none";
    EXPECT_THAT(sink.texts(), SizeIs(1000));
}

TEST_P(Faults, AServerThatStopsHalfway_IsAnErrorThatMayPass)
{
    add_people(1000);
    auto told = options();
    told["page_size"] = 100;
    sink.at(250, [&] { server().stop(); });

    const model::Error fault = error(told, sink);
    server().resume();

    EXPECT_EQ(fault.kind, ErrorKind::transient) << fault.message;
    EXPECT_THAT(fault.hint, HasSubstr("Server and Port"));
    EXPECT_EQ(number_of_people(), "1000");
}

TEST_P(Faults, AWrongPassword_IsToldWithoutIt)
{
    auto told = options();
    told["password"] = "Wr0ng;secret";

    const model::Error wrong = fault(told);

    EXPECT_EQ(wrong.kind, ErrorKind::unauthorised);
    EXPECT_THAT(wrong.message, AllOf(HasSubstr("boss"), Not(HasSubstr("Wr0ng"))));
    EXPECT_THAT(wrong.hint, HasSubstr("`password`"));
}

TEST_P(Faults, NobodyThere_MayPass)
{
    auto told = options();
    const auto connection = told["connection"].get<std::string>();
    const auto port = connection.find("Port=") + 5;
    told["connection"] = connection.substr(0, port) + std::to_string(free_port()) +
                         connection.substr(connection.find(';', port));

    EXPECT_EQ(fault(told).kind, ErrorKind::transient);
}

TEST_P(Faults, AServerThatNeverAnswers_IsGivenUp)
{
    if (options()["connection"].get<std::string>().find("MariaDB") != std::string::npos) {
        GTEST_SKIP() << "its driver waits without end for a server that accepts and stays silent";
    }
    const int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ASSERT_EQ(bind(silent, reinterpret_cast<sockaddr*>(&address), size), 0);
    ASSERT_EQ(listen(silent, 5), 0);
    getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size);
    auto told = options();
    const auto connection = told["connection"].get<std::string>();
    const auto port = connection.find("Port=") + 5;
    told["connection"] = connection.substr(0, port) + std::to_string(ntohs(address.sin_port)) +
                         connection.substr(connection.find(';', port));
    told["connect_timeout"] = "2s";
    const auto began = std::chrono::steady_clock::now();

    const model::Error gone = fault(told);
    close(silent);

    EXPECT_EQ(gone.kind, ErrorKind::transient) << gone.message;
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{20});
}

TEST_P(Faults, AMissingDriverOrDatabase_IsSomethingToMend)
{
    auto told = options();
    told["connection"] = "Driver=Nowhere;Server=127.0.0.1";
    model::Error wrong = fault(told);
    EXPECT_EQ(wrong.kind, ErrorKind::invalid) << wrong.message;
    EXPECT_THAT(wrong.hint, HasSubstr("odbcinst -q -d"));

    told = options();
    told["connection"] = told["connection"].get<std::string>() + ";Database=nowhere";
    const auto connection = server().connection();
    const auto at = connection.find("Database=");
    told["connection"] =
        connection.substr(0, at) + "Database=nowhere" + connection.substr(connection.find(';', at));
    wrong = fault(told);
    EXPECT_EQ(wrong.kind, ErrorKind::invalid) << wrong.message;
    EXPECT_THAT(wrong.message, HasSubstr("nowhere"));
}

TEST_P(Faults, ASyntaxError_IsToldWithItsPlace)
{
    auto told = options();
    told["query"] = "select employee_id,\n       updated_at\n  form people";

    const model::Error wrong = fault(told);

    EXPECT_EQ(wrong.kind, ErrorKind::invalid);
    EXPECT_THAT(wrong.message, HasSubstr(is_postgresql() ? "query, line 3, column 8: "
                                                         : "query, line 3, column 8: "));
    EXPECT_THAT(wrong.message, Not(HasSubstr("roster_rows")));
}

TEST_P(Faults, AColumnThatIsGone_IsNamed)
{
    add_people(2);
    server().run("alter table people drop column name");
    auto told = options();
    told["query"] = "select employee_id, name, updated_at from people";

    const model::Error wrong = fault(told);

    EXPECT_EQ(wrong.kind, ErrorKind::invalid);
    EXPECT_THAT(wrong.message, AllOf(HasSubstr("query"), HasSubstr("name")));
}

TEST_P(Faults, NoRows_AreNotAnEmptyCompany)
{
    EXPECT_EQ(fault(options()).kind, ErrorKind::not_found);
}

TEST_P(Faults, AStatementThatTakesTooLong_IsEnded)
{
    auto told = options();
    told["query"] =
        "select employee_id, updated_at from people where 0 < (select count(*) from " +
        std::string{is_postgresql() ? "generate_series(1, 1000000) a, generate_series(1, 1000000) b"
                                    : "seq_1_to_1000000 a, seq_1_to_1000000 b where a.seq * b.seq "
                                      "% 7 = 3"} +
        ")";
    told["statement_timeout"] = "1s";
    add_people(1);
    const auto began = std::chrono::steady_clock::now();

    const model::Error slow = fault(told);

    EXPECT_EQ(slow.kind, ErrorKind::transient) << slow.message;
    EXPECT_THAT(slow.hint, HasSubstr("statement_timeout"));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{15});
}

TEST_P(Faults, AQueryThatWrites_IsRefusedAndWritesNothing)
{
    add_people(3);
    std::vector<std::string> writing{"delete from people", "drop table people",
                                     "select 1 as employee_id; delete from people"};
    if (is_postgresql()) {
        server().run("create or replace function empty_it() returns text language sql as "
                     "'delete from people; select ''x''::text'");
        writing.emplace_back("with gone as (delete from people returning employee_id, updated_at) "
                             "select * from gone");
    } else {
        server().run("drop function if exists empty_it");
        server().run("create function empty_it() returns text modifies sql data begin "
                     "delete from people; return 'x'; end");
    }
    writing.emplace_back("select empty_it() as employee_id, updated_at from departments, "
                         "(select cast('2026-11-01' as date) as updated_at) x");
    for (const std::string& query : writing) {
        auto told = options();
        told["query"] = query;
        told.erase("watermark");
        EXPECT_EQ(fault(told).kind, ErrorKind::invalid) << query << ": " << fault(told).message;
        EXPECT_EQ(number_of_people(), "3") << query;
    }
}

TEST_P(Faults, ATableTheUserMayNotRead_IsAMissingRight)
{
    add_people(1);
    server().run(is_postgresql() ? "drop role if exists reader" : "drop user if exists reader@'%'");
    server().run(is_postgresql() ? "create role reader login password 'reader-password'"
                                 : "create user reader@'%' identified by 'reader-password'");
    if (!is_postgresql()) {
        server().run("grant select on hr.departments to reader@'%'");
    }
    auto told = options();
    const auto connection = server().connection();
    told["connection"] = connection.substr(0, connection.find("Uid=")) + "Uid=reader";
    told["password"] = "reader-password";

    const model::Error missing = fault(told);

    EXPECT_EQ(missing.kind, ErrorKind::unauthorised) << missing.message;
    EXPECT_THAT(missing.hint, HasSubstr("SELECT"));
}

TEST_P(Faults, KeyOrWatermarkThatIsNotThere_IsNamedWithTheNearest)
{
    add_people(1);
    auto told = options();
    told["key"] = "employe_id";
    EXPECT_THAT(fault(told).message, HasSubstr("query: it has no column employe_id"));
    EXPECT_THAT(fault(told).hint, HasSubstr("employee_id"));

    told = options();
    told["watermark"] = "name";
    EXPECT_THAT(fault(told).message, HasSubstr("the watermark name is text"));
}

TEST_P(Faults, AColumnTwiceOrBinaryOrWithoutAName_IsNamed)
{
    add_people(1);
    auto told = options();
    told["query"] = "select p.*, d.name from people p, departments d";
    EXPECT_THAT(fault(told).message, HasSubstr("the column name is there twice"));

    told["query"] = is_postgresql()
                        ? "select people.*, '\\x00'::bytea as photo from people"
                        : "select people.*, cast('x' as binary(8)) as photo from people";
    EXPECT_THAT(fault(told).message, HasSubstr("photo is binary data"));
}

} // namespace
} // namespace rosterd::sql

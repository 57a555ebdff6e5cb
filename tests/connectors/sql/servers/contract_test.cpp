// A query in every situation of the contract, on real servers, here and in a process of its own.
#include "connectors/sdk/contract_suite.hpp"
#include "tests/connectors/sql/servers/apart.hpp"
#include "tests/connectors/sql/servers/company.hpp"

namespace rosterd::sql
{
namespace
{

class SqlContract : public Databases
{
protected:
    sdk::ContractMeans::Make of(const std::string& query, const model::Json& more = {})
    {
        model::Json told = options();
        told["query"] = query;
        told.erase("watermark");
        if (more.is_object()) {
            told.update(more);
        }
        return [this, told] { return make(told, [] { return false; }, kind_); };
    }
    void expect_every_situation();

    sdk::ConnectorKind kind_ = kind();
};

INSTANTIATE_TEST_SUITE_P(Real, SqlContract, ::testing::Values("postgresql", "mariadb"),
                         [](const auto& one) { return std::string{one.param}; });

void SqlContract::expect_every_situation()
{
    add_people(20);
    const std::string all = "select employee_id, name, department_id from people";
    model::Json wrong = options();
    wrong["password"] = "n0t-the-passw0rd";
    sdk::ContractMeans means;
    means.complete = of(all + " order by employee_id");
    means.change = [&] {
        server().run("update people set name = 'Bea' where employee_id = 'E0002'");
    };
    means.change_back = [&] {
        server().run("update people set name = '陳0002' where employee_id = 'E0002'");
    };
    // A row that the server itself can't make any more.
    means.broken_half_way =
        of("select employee_id, name, (select p.name from people p where people.employee_id = "
           "'E0010') as nobody from people order by employee_id",
           {{"page_size", 3}});
    means.throttled = of(
        all + (is_postgresql() ? " where pg_sleep(0.01) is not null" : " where sleep(0.01) = 0"));
    means.wrong_credentials = [this, wrong] { return make(wrong, [] { return false; }, kind_); };
    means.secret = "n0t-the-passw0rd";
    means.schema_drift = of("select employee_id, department_id as unit, 7 as grade from people");
    means.tombstones = of(all, {{"tombstone_query", "select 'E9999' as employee_id"}});
    means.cancelled = [this, told = options()] { return make(told, [] { return true; }, kind_); };
    server().run("drop table if exists many");
    server().run(is_postgresql()
                     ? "create table many as select 'E' || i as employee_id, 'n' || i as name "
                       "from generate_series(1, 1000000) i"
                     : "create table many as select concat('E', seq) as employee_id, "
                       "concat('n', seq) as name from seq_1_to_1000000");
    server().run("alter table many add primary key (employee_id)");
    means.million = of("select employee_id, name from many", {{"key", "employee_id"}});

    EXPECT_THAT(sdk::suite_violations(means), ::testing::IsEmpty());
}

TEST_P(SqlContract, IsKeptInEverySituation)
{
    expect_every_situation();
}

TEST_P(SqlContract, IsKeptInAProcessOfItsOwn)
{
    kind_ = kind_apart();
    expect_every_situation();
}

} // namespace
} // namespace rosterd::sql

// One source read into the store.
#include <gtest/gtest.h>

#include "daemon/cycle/read.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{
namespace
{

// Hands over the records it was told to, all of them at each read.
class Script final : public sdk::Connector
{
public:
    explicit Script(const std::vector<model::Record>& records) : records_{records} {}

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        for (const model::Record& record : records_) {
            if (!sink.known(record.fingerprint, record.origin.row)) {
                sink.record(record);
            }
        }
        return sdk::ReadResult{};
    }

private:
    const std::vector<model::Record>& records_;
};

class Reading : public testing::Test
{
protected:
    void read()
    {
        const auto report = read_source(source_, *store_, {}, true, model::Instant{});
        ASSERT_TRUE(report.ok) << report.error.message;
    }

    static model::Record department(const std::string& id, const std::string& name)
    {
        model::Record out;
        out.kind = model::RecordKind::department;
        out.cells = {{"department_id", id}, {"name", name}};
        out.fingerprint = model::fingerprint(id + name, 1);
        out.origin = {"hr", "record " + id, "", 0};
        return out;
    }

    std::vector<std::string> departments()
    {
        std::vector<std::string> keys;
        for (const model::Department& one : store_->roster().departments()) {
            keys.push_back(one.key + " " + one.name);
        }
        return keys;
    }

    const state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ =
        std::move(*state::open_store({folder_.file("state.db"), state::Access::write, "test"}));
    std::vector<model::Record> records_;
    Source source_{"hr", std::make_unique<Script>(records_), {}};
};

TEST_F(Reading, ADepartmentWhoseRecordIsFaulty_StaysAsItWas)
{
    records_ = {department("1", "Sales"), department("2", "Stores")};
    read();

    records_ = {department("1", "Retail"), department("2", "")};
    read();

    EXPECT_EQ(departments(), (std::vector<std::string>{"#1 Retail", "#2 Stores"}));
}

TEST_F(Reading, ADepartmentThatIsNoLongerStated_IsGone)
{
    records_ = {department("1", "Sales"), department("2", "Stores")};
    read();

    records_ = {
        department("1", "Sales "),
    };
    read();

    EXPECT_EQ(departments(), (std::vector<std::string>{"#1 Sales"}));
}

} // namespace
} // namespace rosterd::cycle

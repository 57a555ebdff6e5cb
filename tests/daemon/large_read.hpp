// A table of a source that does not fit into one batch, and what becomes of it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "daemon/cycle/read.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::cycle
{

inline constexpr std::size_t kPeople = 20'000; // three batches
inline constexpr std::size_t kFirst = 100, kLast = kPeople - 100;

struct Row {
    std::string id, name, mobile, title = "clerk", last_day = "2030-12-31";
    std::map<std::string, std::string> more = {}; // of few
};

class Table final : public sdk::Connector
{
public:
    std::vector<Row> rows;
    std::function<model::Result<void>(sdk::RecordSink&)> at_the_end = {};
    sdk::Completeness completeness = sdk::Completeness::complete;

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        hand_over(sink);
        if (at_the_end) {
            if (auto ended = at_the_end(sink); !ended) {
                return tl::unexpected(ended.error());
            }
        }
        sdk::ReadResult result;
        result.completeness = completeness;
        return result;
    }

    void hand_over(sdk::RecordSink& sink) const
    {
        std::uint32_t at = 1;
        for (const Row& row : rows) {
            model::Record record;
            ++at;
            record.origin = {"hr", "roster.csv:" + std::to_string(at), "roster.csv", at};
            record.cells = {{"employee_id", row.id},
                            {"name", row.name},
                            {"mobile", row.mobile},
                            {"title", row.title},
                            {"last_day", row.last_day}};
            for (const auto& [heading, text] : row.more) {
                record.cells.push_back({heading, text});
            }
            record.fingerprint = model::fingerprint_of(record);
            if (!sink.known(record.fingerprint, at)) {
                sink.record(std::move(record));
            }
        }
    }
};

class LargeRead : public testing::Test
{
protected:
    LargeRead()
    {
        for (std::size_t i = 0; i < kPeople; ++i) {
            table().rows.push_back(
                {id(i), "Name " + std::to_string(i), std::to_string(13'800'000'000 + i)});
        }
    }

    static std::string id(std::size_t i) { return "E" + std::to_string(100'000 + i); }
    Table& table() { return static_cast<Table&>(*source_.connector); }
    Row& row(std::size_t i) { return table().rows[i]; }
    SourceReport read() { return read_source(source_, *store_, {}, true, {}, {3, 50}); }
    state::RosterPerson stored(std::size_t i) { return *store_->roster().find("hr", id(i)); }
    bool known(std::size_t i) { return store_->roster().find("hr", id(i)).has_value(); }

    std::vector<std::string> findings()
    {
        std::vector<std::string> out;
        for (const model::Finding& one : store_->roster().findings()) {
            out.push_back(one.rule + " " + one.employee_id + " " + one.message);
        }
        return out;
    }
    std::map<std::string, std::string> everything()
    {
        std::map<std::string, std::string> out;
        for (const state::RosterPerson& one : store_->roster().everyone()) {
            out[one.person.employee_id] = one.person.title.value_or("") +
                                          one.person.mobile.value_or("") +
                                          (one.present ? "" : " gone");
        }
        out["profile"] = store_->runs().setting("profile.hr").value_or("");
        out["feed"] = store_->runs().setting("feed.hr").value_or("");
        out["unsettled"] = std::to_string(store_->roster().unsettled_refs({}).size());
        out["findings"] = testing::PrintToString(findings());
        return out;
    }
    void settle_all()
    {
        std::vector<state::RosterStore::Settled> all;
        for (const state::PersonRef ref : store_->roster().unsettled_refs({})) {
            all.push_back({ref});
        }
        store_->roster().settle(all);
    }

    const state::test::Folder folder_;
    std::unique_ptr<state::Store> store_ =
        std::move(*state::open_store({folder_.file("state.db"), state::Access::write, "test"}));
    Source source_{"hr", std::make_unique<Table>(), {}};
};

} // namespace rosterd::cycle

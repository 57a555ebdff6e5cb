// What every implementation of the store promises, whatever stands behind it. An implementation
// runs these specifications by INSTANTIATE_TEST_SUITE_P(Name, StoreContract, Values(factory)).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/state/store.hpp"
#include "tests/core/state/folder.hpp"

namespace rosterd::state::test
{

// A fresh store that keeps what it needs in this folder.
using Factory = std::function<std::unique_ptr<Store>(const Folder&)>;

inline model::Instant at(std::int64_t seconds)
{
    return model::Instant{std::chrono::seconds{1'795'000'000 + seconds}}; // 2026-11-18
}

inline model::Person person(const std::string& employee_id, std::uint32_t row = 0)
{
    model::Person out;
    out.employee_id = employee_id;
    out.name = "陳" + employee_id;
    out.origin = {"hr", "roster.csv:" + std::to_string(row), "roster.csv", row};
    return out;
}

inline model::Finding finding(const std::string& employee_id, std::uint32_t row,
                              const std::string& rule)
{
    model::Finding out;
    out.origin = {"hr", "roster.csv:" + std::to_string(row), "roster.csv", row};
    out.employee_id = employee_id;
    out.rule = rule;
    return out;
}

// A complete read of the source "hr".
inline RosterDelta read_of(std::vector<model::Person> people)
{
    RosterDelta out;
    out.source = "hr";
    out.ingest_version = 1;
    out.at = at(0);
    out.records = static_cast<std::int64_t>(people.size());
    out.upserts = std::move(people);
    out.complete = true;
    return out;
}

inline model::Operation operation(const std::string& id, model::OperationKind kind,
                                  const std::string& rule = "changed")
{
    model::Operation out;
    out.id = id;
    out.kind = kind;
    out.employee_id = "E1";
    out.userid = id;
    out.after = {{"name", id}};
    out.cause = {"hr", "roster.csv:2", rule};
    return out;
}

inline std::vector<std::string> ids_of(const std::vector<RosterPerson>& people)
{
    std::vector<std::string> out;
    out.reserve(people.size());
    for (const RosterPerson& one : people) {
        out.push_back(one.person.employee_id);
    }
    return out;
}

class StoreContract : public testing::TestWithParam<Factory>
{
protected:
    Folder folder_;
    std::unique_ptr<Store> store_ = GetParam()(folder_);
    RosterStore& roster_ = store_->roster();
    MirrorStore& mirror_ = store_->mirror();
    JournalStore& journal_ = store_->journal();
    RunStore& runs_ = store_->runs();
    EventStore& events_ = store_->events();
    AuditStore& audit_ = store_->audit();
    ScimStore& scim_ = store_->scim();
};

using Names = std::vector<std::string>;

} // namespace rosterd::state::test

// A small HR database on a server that all tests share, and sources that read it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/test_kit.hpp"
#include "connectors/sql/sql_connector.hpp"
#include "tests/connectors/sql/servers/server.hpp"

namespace rosterd::sql
{

// Remembers, and lets something happen when so many records were told.
class Sink final : public sdk::RecordSink
{
public:
    bool known(std::uint64_t fingerprint, std::uint32_t row) override
    {
        if (++asked_ == at_) {
            happen_();
        }
        return seen.known(fingerprint, row);
    }
    void record(model::Record record) override { seen.record(std::move(record)); }
    void tombstone(std::string id, model::Origin origin) override
    {
        seen.tombstone(std::move(id), std::move(origin));
    }
    void finding(model::Finding finding) override { seen.finding(std::move(finding)); }
    void restart() override { seen.restart(); }

    void at(int record, std::function<void()> happen)
    {
        at_ = asked_ + record;
        happen_ = std::move(happen);
    }
    std::vector<std::string> texts() const
    {
        std::vector<std::string> out;
        for (const model::Record& record : seen.records) {
            out.push_back(sdk::RememberingSink::text_of(record));
        }
        return out;
    }

    sdk::RememberingSink seen;

private:
    int asked_ = 0, at_ = 0;
    std::function<void()> happen_;
};

class Databases : public ::testing::TestWithParam<const char*>
{
protected:
    void SetUp() override;

    Server& server() { return *server_; }
    bool is_postgresql() const { return std::string{GetParam()} == "postgresql"; }
    // people(employee_id, name, dept_id, updated_at) and departments(department_id, name),
    // E0001... with an hour between them, ending on 2026-11-01.
    void add_people(int count);

    model::Json options(); // connection, password and a query of all people
    static std::unique_ptr<sdk::Connector> make(
        const model::Json& options, std::function<bool()> cancelled = [] { return false; },
        const sdk::ConnectorKind& of = kind());
    // Fails the test where the read does.
    sdk::ReadResult read(const model::Json& options, const std::string& cursor = "");
    static model::Error error(const model::Json& options, sdk::RecordSink& sink,
                              const std::string& cursor = "");

    Sink sink;

private:
    Server* server_ = nullptr;
};

} // namespace rosterd::sql

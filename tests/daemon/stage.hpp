// A small company whose roster, DingTalk and policy a test changes between runs, over as many
// processes as it likes: what outlives one is the state file and the sandbox.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/model/record.hpp"
#include "daemon/cycle/limits.hpp"
#include "tests/daemon/rehearsal.hpp"

namespace rosterd::test
{

using Row = std::map<std::string, std::string>; // heading -> text

class Rows final : public sdk::Connector
{
public:
    using Told = std::function<model::Result<void>(const sdk::Learned&)>;

    Rows(std::vector<Row>& rows, const Told& told, const bool& away)
        : rows_{rows}, told_{told}, away_{away}
    {
    }
    model::Result<sdk::ReadResult> read(const sdk::ReadRequest&, sdk::RecordSink& sink) override
    {
        if (away_) {
            return model::fail(model::ErrorKind::transient, "away");
        }
        std::uint32_t number = 1;
        for (const Row& row : rows_) {
            model::Record record;
            record.origin = {"hr", "row " + std::to_string(++number), "", number};
            std::string text;
            for (const auto& [heading, value] : row) {
                record.cells.push_back({heading, value});
                text += heading + "=" + value + "\n";
            }
            record.fingerprint = model::fingerprint(text);
            sink.record(std::move(record));
        }
        return sdk::ReadResult{};
    }
    std::vector<model::Result<void>> write_back(const std::vector<sdk::Learned>& people) override
    {
        std::vector<model::Result<void>> out;
        for (const sdk::Learned& person : people) {
            out.push_back(told_(person));
        }
        return out;
    }

private:
    std::vector<Row>& rows_;
    const Told& told_;
    const bool& away_;
};

struct Noted final : log::Log {
    void write(log::Level, std::string_view event, const model::Json& fields) override
    {
        events.emplace_back(event, fields);
    }
    std::size_t count(std::string_view event) const
    {
        return static_cast<std::size_t>(
            std::ranges::count_if(events, [&](const auto& one) { return one.first == event; }));
    }
    std::vector<std::pair<std::string, model::Json>> events;
};

class Stage : public testing::Test
{
protected:
    explicit Stage(sandbox::Rules rules = {}, std::string operator_userid = "")
        : service{sandbox::new_company("Demo", Rehearsal::start()), std::move(rules)},
          operator_{std::move(operator_userid)}
    {
        policy.updates = policy.leavers = policy.department_deletes = {1'000'000, 0};
        policy.emptied_fields = policy.moved_values = policy.vanished_branches = {1'000'000, 0};
        policy.earlier_read = {1'000'000, 0};
        policy.source_shrinks_percent = 100;
        start_process();
    }

    // Another process on the same state, as after a restart.
    void start_process()
    {
        store.reset();
        client.reset();
        store = std::move(
            *state::open_store({folder_.file("state.db"), state::Access::write, "test", false}));
        dingtalk::ClientOptions options;
        options.app_key = "key";
        options.app_secret = "secret";
        options.standing = cycle::kept_standing(*store);
        client = dingtalk::make_client(loop, line, options, 1);
        directory = dingtalk::make_directory(*client, {"CN", operator_});
        sources_.clear();
        sources_.push_back({"hr", std::make_unique<Rows>(rows, told, hr_is_away), {}});
    }

    void read_from(std::unique_ptr<sdk::Connector> connector, const std::string& time_zone)
    {
        sources_.front().connector = std::move(connector);
        sources_.front().time_zone = time_zone;
    }

    cycle::Report run(bool full = false, bool apply = true)
    {
        line.calls.clear();
        sources_.front().write_back = write_back;
        cycle::Surroundings with{sources_,
                                 *store,
                                 loop,
                                 [this] { loop.run(); },
                                 [this] { loop.stop(); },
                                 *directory,
                                 [this] { client->stop(); },
                                 log,
                                 policy,
                                 stop_,
                                 pulse_,
                                 [] { return 7U; }};
        with.client = client.get();
        cycle::Request request;
        request.apply = apply;
        request.full = full;
        return cycle::run(with, request);
    }

    void set_rule(const std::string& name, const model::Json& value)
    {
        control("/sandbox/rules", {{name, value}});
    }
    // What the sandbox's control interface is told.
    void control(const std::string& path, const model::Json& body)
    {
        http::HttpServerRequest request;
        request.method = "POST";
        request.path = path;
        request.body = body.dump();
        request.peer = "127.0.0.1";
        ASSERT_EQ(service.handle(request, loop.now()).response.status, 200);
    }

    static Row person(const std::string& id, const std::string& departments = "")
    {
        Row row{{"employee_id", id}, {"name", "陳" + id}, {"mobile", "1380000" + id}};
        if (!departments.empty()) {
            row["departments"] = departments;
        }
        return row;
    }
    std::int64_t count(const std::string& path) const
    {
        return std::ranges::count(line.calls, path, &Line::Call::path);
    }
    // userids by what the plan does with them
    static std::multiset<std::string> planned(const cycle::Report& report)
    {
        std::multiset<std::string> out;
        for (const model::Operation& one : report.plan.operations) {
            out.insert(std::string{model::to_string(one.kind)} + " " +
                       (one.department.empty() ? one.userid : one.department));
        }
        return out;
    }
    model::DeptId dept(const std::string& key) const
    {
        for (const state::DepartmentLink& link : store->mirror().department_links()) {
            if (link.key == key) {
                return link.dept_id;
            }
        }
        throw std::out_of_range(key);
    }

    sandbox::SandboxService service;
    net::VirtualLoop loop{Rehearsal::start()};
    Line line{loop, service, 20ms};
    std::vector<Row> rows;
    bool hr_is_away = false;
    std::vector<std::string> write_back; // what the source is to be told
    Rows::Told told = [](const sdk::Learned&) { return model::Result<void>{}; };
    model::Policy policy;
    Noted log;
    std::unique_ptr<dingtalk::Client> client;
    std::unique_ptr<dingtalk::Directory> directory;

private:
    state::test::Folder folder_;
    const std::string operator_;

protected:
    std::unique_ptr<state::Store> store;

private:
    std::vector<cycle::Source> sources_;
    cycle::Stop stop_{[this](std::function<void()> work) { loop.post(std::move(work)); }};
    cycle::Pulse pulse_;
};

} // namespace rosterd::test

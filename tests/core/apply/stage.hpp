// What the specs of this room play on: virtual time, a store in a folder of its own, a DingTalk
// that remembers.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "core/apply/executor.hpp"
#include "core/net/loop.hpp"
#include "core/state/store.hpp"
#include "tests/core/apply/fake_directory.hpp"

namespace rosterd::apply::test
{

using Kind = model::OperationKind;
using Outcome = OperationOutcome;
using state::JournalState;

class Folder
{
public:
    Folder()
    {
        // In memory where there is such a place: nothing here ends but the program's own objects,
        // and some thousand waits for a disk are saved.
        const std::filesystem::path memory{"/dev/shm"};
        const bool in_memory = std::filesystem::is_directory(memory);
        std::string name =
            (in_memory ? memory : std::filesystem::temp_directory_path()) / "rosterd_apply_XXXXXX";
        path_ = ::mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file() const { return path_ + "/state.db"; }

private:
    std::string path_;
};

inline ApplyOptions in_run_1(std::size_t concurrency = 16)
{
    ApplyOptions options;
    options.run_id = "r-1";
    options.concurrency = concurrency;
    return options;
}

// One life of the process. What outlives it, the state file and the organisation, is outside.
struct Process {
    Process(const std::string& file, Organisation& organisation)
        : store{state::open_store({file, state::Access::write, "test"}).value()},
          directory{loop, organisation}
    {
    }

    void start(model::Plan plan, ApplyOptions options = in_run_1())
    {
        executor = make_executor(loop, directory, *store, std::move(options));
        reports = 0;
        executor->run(
            std::move(plan),
            [this](const OperationReport& one, std::size_t ended, std::size_t total) {
                progress.push_back(one.operation_id + " " + std::to_string(ended) + "/" +
                                   std::to_string(total));
                on_progress(one);
            },
            [this](ApplyReport told) {
                ++reports;
                report = std::move(told);
            });
    }
    ApplyReport run(model::Plan plan, ApplyOptions options = in_run_1())
    {
        start(std::move(plan), std::move(options));
        loop.run();
        EXPECT_EQ(reports, 1) << "done is called once";
        return report;
    }
    tl::expected<std::size_t, ApiError> resolve()
    {
        executor = make_executor(loop, directory, *store, {});
        std::optional<tl::expected<std::size_t, ApiError>> answer;
        executor->resolve([&](auto told) { answer = std::move(told); });
        loop.run();
        return answer.value();
    }

    std::optional<ObservedUser> mirrored(const std::string& userid)
    {
        const std::vector<std::string> one{userid};
        auto found = store->mirror().users(one);
        return found.empty() ? std::nullopt : std::optional{found.front()};
    }
    std::optional<state::DepartmentLink> department_link(const std::string& key)
    {
        for (const auto& link : store->mirror().department_links()) {
            if (link.key == key) {
                return link;
            }
        }
        return std::nullopt;
    }

    net::VirtualLoop loop{net::Instant{std::chrono::hours{24 * 20000}}};
    std::unique_ptr<state::Store> store;
    FakeDirectory directory;
    std::unique_ptr<Executor> executor;
    std::vector<std::string> progress;
    std::function<void(const OperationReport&)> on_progress = [](const OperationReport&) {};
    ApplyReport report;
    int reports = 0;
};

class Stage : public testing::Test
{
protected:
    Folder folder;
    Organisation org;
    Process life{folder.file(), org};

    void put_account(const std::string& userid, const std::string& name, const std::string& mobile)
    {
        ObservedUser user;
        user.userid = userid;
        user.name = name;
        user.mobile = mobile;
        user.dept_ids = {1};
        org.users[userid] = user;
        life.store->mirror().put(user);
    }
    void put_link(const std::string& userid)
    {
        life.store->mirror().put(state::PersonLink{"hr", userid, userid, true, {}, {}});
    }
    const OperationReport& of(const std::string& id) const
    {
        for (const OperationReport& one : life.report.operations) {
            if (one.operation_id == id) {
                return one;
            }
        }
        throw std::out_of_range(id);
    }
    state::JournalEntry journalled(const std::string& id)
    {
        for (const auto& entry : life.store->journal().of_run("r-1")) {
            if (entry.operation.id == id) {
                return entry;
            }
        }
        throw std::out_of_range(id);
    }
    void answer(const std::string& call, Fault fault)
    {
        life.directory.fault = [call, fault](const std::string& made) {
            return made == call ? fault : Fault{};
        };
    }
};

inline model::Operation user_operation(Kind kind, const char* verb, const std::string& userid)
{
    model::Operation operation;
    operation.id = std::string{"u-"} + verb + "-" + userid;
    operation.kind = kind;
    operation.source = "hr";
    operation.employee_id = userid;
    operation.userid = userid;
    operation.cause = {"hr", "roster.csv:17", verb};
    return operation;
}

inline model::Operation creation(const std::string& userid, const std::string& name = "Chan",
                                 const std::string& mobile = "")
{
    model::Operation operation = user_operation(Kind::user_create, "create", userid);
    operation.after = {{"name", name},
                       {"mobile", mobile.empty() ? "+852-5000" + userid : mobile},
                       {"job_number", userid},
                       {"dept_id_list", {1}}};
    return operation;
}

inline model::Operation update(const std::string& userid, const Json& before, const Json& after)
{
    model::Operation operation = user_operation(Kind::user_update, "update", userid);
    operation.before = before;
    operation.after = after;
    return operation;
}

inline model::Operation deletion(const std::string& userid, const std::string& name = "Chan")
{
    model::Operation operation = user_operation(Kind::user_delete, "delete", userid);
    operation.before = {{"name", name}};
    return operation;
}

inline model::Operation switching(const std::string& userid, bool disable)
{
    model::Operation operation = disable ? user_operation(Kind::user_disable, "disable", userid)
                                         : user_operation(Kind::user_enable, "enable", userid);
    operation.before = {{"disabled", !disable}};
    operation.after = {{"disabled", disable}};
    return operation;
}

inline model::Operation department(const std::string& key, const std::string& name,
                                   const Json& parent = 1)
{
    model::Operation operation;
    operation.id = "d-create-" + key;
    operation.kind = Kind::department_create;
    operation.department = key;
    operation.after = {{"name", name},
                       {"parent_id", parent},
                       {"order", 7},
                       {"source_identifier", "rosterd:" + key}};
    return operation;
}

inline model::Operation department_change(const char* verb, Kind kind, const std::string& key,
                                          DeptId id)
{
    model::Operation operation;
    operation.id = std::string{"d-"} + verb + "-" + key;
    operation.kind = kind;
    operation.department = key;
    operation.dept_id = id;
    return operation;
}

inline model::Plan plan_of(std::vector<model::Operation> operations)
{
    model::Plan plan;
    plan.operations = std::move(operations);
    return plan;
}

} // namespace rosterd::apply::test

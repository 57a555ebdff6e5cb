#include "tests/connectors/apart/scripted.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <thread>

#include <sys/socket.h>
#include <unistd.h>

#include "connectors/process/process.hpp"
#include "connectors/sdk/plugin_loader.hpp"
#include "connectors/sdk/test_kit.hpp"

namespace rosterd::apart
{

namespace
{

using model::ErrorKind;

[[noreturn]] void crash()
{
    std::signal(SIGSEGV, SIG_DFL); // a sanitizer's handler would make an exit status of it
    std::raise(SIGSEGV);
    std::abort();
}

[[noreturn]] void sleep_for_ever()
{
    for (;;) {
        std::this_thread::sleep_for(std::chrono::hours{1});
    }
}

class ScriptedConnector final : public sdk::Connector
{
public:
    explicit ScriptedConnector(sdk::ConnectorContext context) : context_{std::move(context)} {}

    model::Result<sdk::ReadResult> read(const sdk::ReadRequest& request,
                                        sdk::RecordSink& sink) override
    {
        const std::string how = said("how", "reads");
        if (how == "refuses") {
            return model::fail(ErrorKind::unauthorised, "the key is not taken", "get a new one");
        }
        if (how == "throws") {
            throw std::runtime_error{"out of paper"};
        }
        if (how == "says what it knows") {
            return reports(request, sink);
        }
        if (how == "asks ahead") {
            return asks_ahead(sink);
        }
        const auto copies = context_.options.value("copies", std::int64_t{1});
        for (std::int64_t copy = 0; copy < copies || how == "floods"; ++copy) {
            for (const char* name : {"Ann", "Bob", "Cid"}) {
                if (++row_ % 1000 == 1 && context_.cancelled()) {
                    return model::fail(ErrorKind::cancelled, "stopped on request");
                }
                if (row_ == 2) {
                    misbehave(how);
                }
                say(name, sink);
            }
        }
        for (const auto& gone : context_.options.value("gone", std::vector<std::string>{})) {
            sink.tombstone(gone, {context_.source, "the list of the gone", "gone.csv", 4});
        }
        return sdk::ReadResult{sdk::Completeness::complete, "c", true, "all of them"};
    }

    void settled(const sdk::Settlement& settlement) override
    {
        context_.log("settled " + settlement.cursor + " " + std::to_string(settlement.records) +
                     " " + settlement.findings.front().rule);
    }
    std::vector<std::string> watched_paths() const override
    {
        if (said("how", "") == "throws") {
            throw 42;
        }
        return {"/srv/one", "/srv/two"};
    }
    model::Result<std::size_t> accept_push(const model::Json& body) const override
    {
        if (!body.is_array()) {
            return model::fail(ErrorKind::invalid, "no list", "write a list");
        }
        return body.size();
    }
    std::vector<model::Result<void>> write_back(const std::vector<sdk::Learned>& people) override
    {
        std::vector<model::Result<void>> out;
        for (const sdk::Learned& one : people) {
            out.push_back(one.values.contains("userid")
                              ? model::Result<void>{}
                              : model::fail(ErrorKind::not_found, "nobody is " + one.employee_id));
        }
        return out;
    }

private:
    std::string said(const char* option, const std::string& otherwise) const
    {
        return context_.options.value(option, otherwise);
    }

    // In the middle of a read: one record was told, two were not.
    void misbehave(const std::string& how)
    {
        if (how == "crashes") {
            std::cerr << "no more room for " << said("secret", "anybody") << "\n";
            crash();
        } else if (how == "crashes the first time" &&
                   ::access(said("mark", "").c_str(), F_OK) != 0) {
            std::ofstream{said("mark", "")} << "crashed\n";
            crash();
        } else if (how == "exits") {
            std::exit(3);
        } else if (how == "hangs") {
            sleep_for_ever();
        } else if (how == "waits for the wish to stop") {
            while (!context_.cancelled()) {
                std::this_thread::sleep_for(std::chrono::milliseconds{10});
            }
        } else if (how == "prints") {
            std::cout << "r\1\0\0\0 {\"employee_id\": \"E9\"}" << std::string(100'000, 'x') << "\n";
            std::puts("and more");
        } else if (how == "writes into the channel") {
            const std::string garbage(1000, '\xff');
            ::send(process::kChannel, garbage.data(), garbage.size(), 0);
            sleep_for_ever();
        } else if (how == "is slow") {
            std::this_thread::sleep_for(std::chrono::milliseconds{300});
        } else if (how == "leaves its pid") {
            std::ofstream{said("mark", "")} << ::getpid() << "\n";
            sleep_for_ever();
        }
    }

    void say(const std::string& name, sdk::RecordSink& sink)
    {
        auto record = record_of(name);
        if (!sink.known(record.fingerprint, row_)) {
            sink.record(std::move(record));
        }
    }

    model::Record record_of(const std::string& name) const
    {
        model::Record record;
        record.origin = {context_.source, "hris:" + std::to_string(row_), "", row_};
        record.cells = {{"employee_id", "E" + std::to_string(row_)}, {said("field", "name"), name}};
        if (context_.options.contains("changed") && name == "Bob") {
            record.cells.push_back({"title", "boss"});
        }
        record.fingerprint = model::fingerprint_of(record);
        return record;
    }

    // Known or not is asked of all before any is told.
    model::Result<sdk::ReadResult> asks_ahead(sdk::RecordSink& sink)
    {
        std::vector<model::Record> records;
        for (const char* name : {"Ann", "Bob", "Cid"}) {
            ++row_;
            records.push_back(record_of(name));
            sink.known(records.back().fingerprint, row_);
        }
        for (model::Record& record : records) {
            sink.record(std::move(record));
        }
        return sdk::ReadResult{};
    }

    // Everything it was given and told, as findings.
    model::Result<sdk::ReadResult> reports(const sdk::ReadRequest& request, sdk::RecordSink& sink)
    {
        const auto tell = [&](const std::string& rule, const std::string& message) {
            model::Finding finding;
            finding.origin = {context_.source, "here", "", 7};
            finding.rule = rule;
            finding.message = message;
            finding.severity = model::Severity::warning;
            sink.finding(std::move(finding));
        };
        say("Ann", sink);
        sink.restart();
        tell("request", (request.full ? "full " : "changes ") + request.cursor);
        tell("base_dir", context_.base_dir);
        tell("write_back", context_.write_back.dump());
        tell("options", context_.options.dump());
        for (const auto& batch : context_.inbox->pending()) {
            tell("batch " + std::to_string(batch.id), batch.body.dump());
            context_.inbox->drop(batch.id);
        }
        for (const char* heading : {"Badge", "Shoe size", "Badge"}) {
            tell(heading, context_.is_known_heading(heading) ? "known" : "unknown");
        }
        context_.log("a line of its own");
        sdk::ReadResult result{sdk::Completeness::changes, "next", false, "notes"};
        result.broke_off = model::Error{ErrorKind::throttled, "asked too often", "wait"};
        return result;
    }

    sdk::ConnectorContext context_;
    std::uint32_t row_ = 0;
};

model::Result<std::unique_ptr<sdk::Connector>> make(sdk::ConnectorContext context)
{
    const std::string how = context.options.value("how", "");
    if (how == "crashes when it is made") {
        crash();
    }
    if (how == "can't be made") {
        return model::fail(ErrorKind::invalid, "`url` is no address", "https://...");
    }
    return std::make_unique<ScriptedConnector>(std::move(context));
}

} // namespace

model::Result<sdk::ConnectorKind> find_scripted(const std::string& folder, const std::string& name)
{
    if (!folder.empty()) {
        return sdk::load_plugin(folder, name);
    }
    return sdk::ConnectorKind{
        name, "as a test says", {{"secret", "secret", false, "a secret", {}}}, make};
}

Home scripted_home()
{
    return {{"/proc/self/exe", kChild}, "", "scripted"};
}

model::Result<std::unique_ptr<sdk::Connector>> Scripted::try_to_make() const
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.options = options;
    context.base_dir = "/etc/rosterd";
    context.cancelled = cancelled;
    context.inbox = inbox;
    context.is_known_heading = is_known_heading;
    context.write_back = {{"fields", {"userid"}}};
    context.log = [to = said](const std::string& line) { to->push_back(line); };
    return made_apart(*find_scripted("", "scripted"), scripted_home()).make(std::move(context));
}

std::unique_ptr<sdk::Connector> Scripted::make() const
{
    auto made = try_to_make();
    if (!made) {
        throw std::runtime_error{made.error().message};
    }
    return std::move(*made);
}

model::Result<sdk::ReadResult> Scripted::read(sdk::RecordSink& sink) const
{
    return make()->read({true, ""}, sink);
}

model::Error Scripted::error() const
{
    sdk::RememberingSink sink;
    const auto result = read(sink);
    return result ? model::Error{ErrorKind::cancelled, "it was read: " + result->notes, ""}
                  : result.error();
}

} // namespace rosterd::apart

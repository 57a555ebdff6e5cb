// A source that is a script which the test writes.
#pragma once

#include <filesystem>

#include "connectors/exec/exec_connector.hpp"
#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::exec
{

struct Scripted {
    sdk::TemporaryFolder folder;
    model::Json options = model::Json::object();
    std::function<bool()> cancelled = [] { return false; };
    std::vector<std::string> said;
    sdk::RememberingSink sink;

    explicit Scripted(const std::string& script, const std::string& shell = "#!/bin/sh\n")
    {
        write("hris", script, shell);
        options["command"] = {"./hris"};
    }
    void write(const std::string& name, const std::string& script,
               const std::string& shell = "#!/bin/sh\n") const
    {
        folder.write(name, shell + script);
        std::filesystem::permissions(folder.file(name), std::filesystem::perms::owner_all);
    }
    std::unique_ptr<sdk::Connector> make()
    {
        sdk::ConnectorContext context;
        context.source = "hr";
        context.base_dir = folder.path();
        context.options = options;
        context.cancelled = cancelled;
        context.log = [this](std::string line) { said.push_back(std::move(line)); };
        return kind().make(context).value();
    }
    model::Result<sdk::ReadResult> read(const std::string& cursor = "", bool full = false)
    {
        return make()->read({full, cursor}, sink);
    }
    std::string error()
    {
        const auto result = read();
        return result ? "no error" : result.error().message;
    }
    std::vector<std::string> texts() const
    {
        std::vector<std::string> out;
        for (const model::Record& record : sink.records) {
            out.push_back(sdk::RememberingSink::text_of(record));
        }
        return out;
    }
};

} // namespace rosterd::exec

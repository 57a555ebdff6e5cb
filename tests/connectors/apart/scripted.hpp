// A connector that behaves as a test says, in the test program started once more; and how a test
// gets at it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connectors/apart/apart.hpp"
#include "connectors/apart/serve.hpp"
#include "connectors/sdk/connector.hpp"

namespace rosterd::apart
{

// The argument that makes the test program a connector's process, and what that does.
inline constexpr const char* kChild = "connector-process";
model::Result<sdk::ConnectorKind> find_scripted(const std::string& folder, const std::string& name);

// A source whose connector is in a process of its own. `how`: what it does, see scripted.cpp.
struct Scripted {
    explicit Scripted(std::string how = "reads") : options{{"how", std::move(how)}} {}

    std::unique_ptr<sdk::Connector> make() const;
    model::Result<std::unique_ptr<sdk::Connector>> try_to_make() const;
    // Reads everything into `sink` with a fresh connector.
    model::Result<sdk::ReadResult> read(sdk::RecordSink& sink) const;
    model::Error error() const; // of such a read

    model::Json options;
    std::function<bool()> cancelled = [] { return false; };
    std::shared_ptr<sdk::Inbox> inbox = nullptr;
    std::function<bool(const std::string&)> is_known_heading = nullptr;
    std::shared_ptr<std::vector<std::string>> said = std::make_shared<std::vector<std::string>>();
};

Home scripted_home();

} // namespace rosterd::apart

// Loads the plugin as rosterd does, and holds it against what every connector promises.
// Usage: acme_test FOLDER_OF_THE_PLUGIN
#include <filesystem>
#include <fstream>
#include <iostream>

#include "connectors/sdk/plugin_loader.hpp"
#include "connectors/sdk/test_kit.hpp"

namespace
{

using namespace rosterd;

const std::string kPeople = R"({"employee_id": "E1", "name": "Ann", "level": 7}
{"employee_id": "E2", "name": "Bo", "title": null}
)";

void write(const std::string& text)
{
    std::ofstream{"export.jsonl"} << text;
    // So old that nobody waits for the rest of it.
    std::filesystem::last_write_time("export.jsonl", std::filesystem::file_time_type::clock::now() -
                                                         std::chrono::minutes{1});
}

std::vector<std::string> violations(const sdk::ConnectorKind& kind)
{
    sdk::ConnectorContext context;
    context.source = "hr";
    context.options = {{"path", "export.jsonl"}};
    context.base_dir = std::filesystem::current_path().string();
    write(kPeople + "{\"total\": 2}\n");
    auto out = sdk::contract_violations(
        {[&] { return kind.make(context).value(); }, [] { write(kPeople); }});
    for (const std::string& one : sdk::kind_violations(kind)) {
        out.push_back(one);
    }
    write(kPeople + "{\"total\": 3}\n");
    sdk::RememberingSink sink;
    if (kind.make(context).value()->read({true, ""}, sink)) {
        out.emplace_back("an export of fewer people than it promises is refused");
    }
    return out;
}

} // namespace

int main(int count, char** arguments)
{
    const auto kind = sdk::load_plugin(count > 1 ? arguments[1] : ".", "acme");
    if (!kind) {
        std::cerr << kind.error().message << "; " << kind.error().hint << "\n";
        return 1;
    }
    const auto broken = violations(*kind);
    for (const std::string& one : broken) {
        std::cerr << "not so: " << one << "\n";
    }
    return broken.empty() ? 0 : 1;
}

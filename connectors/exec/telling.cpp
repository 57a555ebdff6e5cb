// What was learned for HR, to a program: README.md, "Write-back".
#include <set>

#include "connectors/exec/session.hpp"

namespace rosterd::exec
{

namespace
{

using model::Json;

std::string lines_of(const std::vector<sdk::Learned>& people)
{
    std::string out;
    for (const sdk::Learned& person : people) {
        out += Json{{"employee_id", person.employee_id}, {"values", person.values}}.dump() + "\n";
    }
    return out;
}

} // namespace

std::vector<model::Result<void>> tell(Session& session, const std::vector<sdk::Learned>& people)
{
    std::set<std::string> taken;
    const auto input = session.text_file("learned.jsonl", lines_of(people));
    const auto ended = !input ? model::Result<void>{tl::unexpected(input.error())}
                              : session.run(
                                    {}, {{"CONFIG_FILE", session.config_path()}},
                                    [&](std::string_view line) -> model::Result<void> {
                                        const Json message = Json::parse(line, nullptr, false);
                                        const bool says_taken = message.is_object() &&
                                                                message.contains("taken") &&
                                                                message["taken"].is_string();
                                        if (says_taken) {
                                            taken.insert(message["taken"].get<std::string>());
                                        } else {
                                            session.say(line);
                                        }
                                        return {};
                                    },
                                    0, *input);
    std::vector<model::Result<void>> out;
    out.reserve(people.size());
    for (const sdk::Learned& person : people) {
        out.push_back(ended || taken.contains(person.employee_id) ? model::Result<void>{}
                                                                  : tl::unexpected(ended.error()));
    }
    return out;
}

} // namespace rosterd::exec

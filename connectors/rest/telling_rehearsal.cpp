#include "connectors/rest/telling_rehearsal.hpp"

#include <algorithm>

#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"
#include "connectors/rest/stage.hpp"

namespace rosterd::rest
{

namespace
{

using Problems = std::vector<std::string>;

struct Told {
    std::shared_ptr<Stage> stage;
    std::vector<model::Result<void>> answers; // one for each of those to be told
};

Told told(const std::shared_ptr<Definition>& definition, const Recording& recording,
          const model::Json& settings, Harm harm = Harm::none, std::size_t at = 0,
          bool once = false)
{
    Told out;
    out.stage = std::make_shared<Stage>(recording, harm, at, once);
    out.answers = make_connector("hr", definition, settings, wire_over(out.stage))
                      ->write_back(recording.tell);
    return out;
}

// Who is not told is so for the reason that the recording names.
void compare(const Recording& recording, const Told& what, Problems& problems)
{
    const Expected& expected = recording.expect;
    for (std::size_t i = 0; i < recording.tell.size(); ++i) {
        const std::string& id = recording.tell[i].employee_id;
        const model::Result<void>& answer = what.answers[i];
        if (std::ranges::find(expected.told, id) != expected.told.end()) {
            if (!answer) {
                problems.push_back(id + " should have been told of: " + answer.error().message);
            }
        } else if (answer) {
            problems.push_back(id + " should not have been told of");
        } else if (expected.error &&
                   (answer.error().kind != *expected.error ||
                    answer.error().message.find(expected.message) == std::string::npos)) {
            problems.push_back(id + " should fail otherwise than so: " + answer.error().message);
        }
    }
}

void play_broken(const std::shared_ptr<Definition>& definition, const Recording& recording,
                 const model::Json& settings, std::size_t at, Problems& problems)
{
    const std::string where = recording.file + ": with request " + std::to_string(at + 1);
    for (const Harm harm : {Harm::lost, Harm::server_error, Harm::unauthorised, Harm::throttled}) {
        if (told(definition, recording, settings, harm, at).answers.back()) {
            problems.push_back(where + " and all after it " + name_of(harm) +
                               ", the last person should not count as told of");
        }
    }
    Problems found;
    compare(recording, told(definition, recording, settings, Harm::throttled, at, true), found);
    for (const std::string& one : found) {
        problems.push_back(where + " throttled once: " + one);
    }
}

} // namespace

Problems problems_of_telling(const std::shared_ptr<Definition>& definition,
                             const Recording& recording)
{
    const auto settings = settings_for(*definition, recording.settings);
    if (!settings) {
        return {recording.file + ": " + settings.error().message};
    }
    const Told what = told(definition, recording, *settings);
    Problems found = what.stage->player.unexpected();
    for (std::string& one : what.stage->player.unused()) {
        found.push_back(std::move(one));
    }
    compare(recording, what, found);
    for (std::string& one : found) {
        one = one.starts_with(recording.file) ? one : recording.file + ": " + one;
    }
    return found;
}

Problems problems_when_telling_breaks(const std::shared_ptr<Definition>& definition,
                                      const Recording& recording)
{
    const auto settings = settings_for(*definition, recording.settings);
    if (!settings) {
        return {recording.file + ": " + settings.error().message};
    }
    const std::size_t requests = told(definition, recording, *settings).stage->player.requests();
    Problems problems;
    for (std::size_t at = 0; at < requests; ++at) {
        play_broken(definition, recording, *settings, at, problems);
    }
    return problems;
}

} // namespace rosterd::rest

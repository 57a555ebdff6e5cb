// From what was heard to the text of a recording.
#include <set>
#include <sstream>

#include "connectors/rest/anonymise.hpp"
#include "connectors/rest/exchange_writer.hpp"
#include "connectors/rest/position.hpp"
#include "connectors/rest/read.hpp"
#include "connectors/rest/rehearsal.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"
#include "connectors/rest/tools.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

std::string records_text(const std::vector<model::Record>& records, model::RecordKind kind)
{
    std::string out;
    for (const model::Record& record : records) {
        if (record.kind == kind) {
            Json cells = Json::object();
            for (const model::Cell& cell : record.cells) {
                cells[cell.heading] = cell.text;
            }
            out += "    - " + cells.dump() + "\n";
        }
    }
    return out.empty() ? " []\n" : "\n" + out;
}

// What is somebody's in the records as they were read, under whatever key the HRIS gave it.
std::vector<std::string> of_people(const std::vector<model::Record>& records)
{
    static const std::set<std::string> headings{"employee_id", "name",       "mobile",   "email",
                                                "org_email",   "manager_id", "login_id", "userid",
                                                "telephone",   "manager_ids"};
    std::vector<std::string> out;
    for (const model::Record& record : records) {
        for (const model::Cell& cell : record.cells) {
            const bool is_department = record.kind == model::RecordKind::department;
            if (headings.contains(cell.heading) && !(is_department && cell.heading == "name")) {
                std::istringstream parts{cell.text};
                for (std::string part; std::getline(parts, part, ';');) {
                    out.push_back(std::move(part));
                }
            }
        }
    }
    return out;
}

// What the definition makes of the answers as they stand in the recording, people replaced.
std::string expectation(const std::shared_ptr<Definition>& definition, const std::string& text)
{
    Faults faults;
    const Recording recording = parse_recording(text + "expect: {}\n", "recording", faults);
    const auto request = request_of(*definition, recording);
    sdk::RememberingSink sink;
    if (!faults.empty() || !request) {
        return "expect: {}\n";
    }
    const auto result = make_player(definition, recording)->read(*request, sink);
    if (!result) {
        return "# The recording does not play: " + result.error().message + "\nexpect: {}\n";
    }
    std::string out = "expect:\n  completeness: ";
    out += result->completeness == sdk::Completeness::complete ? "complete\n" : "changes\n";
    out += "  departments:" + records_text(sink.records, model::RecordKind::department);
    out += "  people:" + records_text(sink.records, model::RecordKind::person);
    return out + "  gone: " + Json(sink.tombstones).dump() + "\n";
}

} // namespace

model::Result<std::string>
record(std::shared_ptr<Definition> definition, const Json& settings, Wire wire,
       const std::vector<std::pair<std::string, std::string>>& watermarks,
       const std::string& base_dir)
{
    const auto whole = settings_for(*definition, settings);
    if (!whole) {
        return tl::unexpected(whole.error());
    }
    Recorder recorder{*wire.http};
    wire.http = &recorder;
    const net::Instant now = wire.loop->now();
    const std::uint64_t salt = wire.random();
    Position position{fingerprint_of(*definition, *whole), {}};
    for (const auto& [stream, watermark] : watermarks) {
        position.watermarks[stream] = watermark;
    }
    sdk::RememberingSink sink;
    const auto result = make_connector("recording", definition, *whole, std::move(wire), base_dir)
                            ->read({watermarks.empty(), to_cursor(position)}, sink);
    if (!result) {
        return tl::unexpected(result.error());
    }
    // What the settings say in the open is no one's, but for the mail that somebody logs in with.
    std::string known = definition->text;
    std::vector<std::string> keep{"SECRET", "TOKEN"};
    for (const SettingSpec& spec : definition->settings) {
        const std::string text = whole->contains(spec.name) ? text_of(whole->at(spec.name)) : "";
        if (!spec.secret && !text.empty() && !is_mail(text)) {
            keep.push_back(text);
            known += "\n" + text;
        }
    }
    Anonymiser people{known, keep, salt};
    ExchangeWriter writer{*definition, *whole, people};
    std::vector<Json> answers;
    for (const Heard& heard : recorder.heard()) {
        answers.push_back(Json::parse(heard.response.body, nullptr, false));
        writer.note_tokens(answers.back());
    }
    people.look_at(answers, of_people(sink.records));
    std::string text = "settings: " + writer.settings_text() + "\nnow: " + to_text(now, {}) + "\n";
    if (!watermarks.empty()) {
        text += "watermarks: " + Json(position.watermarks).dump() + "\n";
    }
    text += "exchanges:\n";
    for (const Heard& heard : recorder.heard()) {
        text += writer.exchange(heard);
    }
    return text + expectation(definition, text);
}

} // namespace rosterd::rest

// From what was heard to the text of a recording.
#include <set>

#include "connectors/rest/anonymise.hpp"
#include "connectors/rest/position.hpp"
#include "connectors/rest/read.hpp"
#include "connectors/rest/recorder.hpp"
#include "connectors/rest/rehearsal.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"
#include "connectors/rest/tools.hpp"

namespace rosterd::rest
{

namespace
{

using model::Json;

const std::set<std::string> kSecretKeys{
    "access_token", "refresh_token", "id_token",  "token",      "tenant_access_token",
    "sign",         "signature",     "assertion", "session_id", "api_key"};

std::string quoted(const std::string& text)
{
    return Json(text).dump(); // a JSON text is a YAML text
}

class Writer
{
public:
    Writer(const Definition& definition, const Json& settings, const Anonymiser& people)
        : people_{people}
    {
        open_ = settings;
        for (const SettingSpec& spec : definition.settings) {
            if (spec.secret && settings.contains(spec.name)) {
                secrets_[text_of(settings.at(spec.name))] = "SECRET";
                open_[spec.name] = "SECRET";
            }
        }
    }

    void note_tokens(const Json& answer)
    {
        if (!answer.is_structured()) {
            return;
        }
        for (const auto& item : answer.items()) {
            if (answer.is_object() && item.value().is_string() &&
                kSecretKeys.contains(item.key())) {
                secrets_[item.value().get<std::string>()] = "TOKEN";
            } else {
                note_tokens(item.value());
            }
        }
    }

    std::string settings_text() const { return open_.dump(); }

    std::string exchange(const Heard& heard) const
    {
        std::string url = heard.request.url;
        const Texts query = query_of(url);
        std::string out = "  - ask: " + heard.request.method + " " + path_of(url);
        std::string parameters;
        for (const auto& [name, value] : query) {
            if (kSecretKeys.contains(name) || name == "timestamp" || name == "nonce" ||
                is_secret(value)) {
                continue; // another each time, or nobody's business
            }
            parameters += (parameters.empty() ? "?" : "&") + net::url_encode(name) + "=" +
                          net::url_encode(people_.replaced(value));
        }
        out += parameters + "\n";
        const Json body = Json::parse(heard.request.body, nullptr, false);
        if (body.is_object()) {
            out += "    body: " + clean(body).dump() + "\n";
        }
        out += heard.response.status == 200
                   ? ""
                   : "    status: " + std::to_string(heard.response.status) + "\n";
        if (const auto link = heard.response.headers.find("link");
            link != heard.response.headers.end()) {
            out += "    answer_headers: {Link: " + quoted(without_secrets(link->second)) + "}\n";
        }
        return out + "    answer: " + answer_text(heard.response.body) + "\n";
    }

private:
    bool is_secret(const std::string& text) const { return secrets_.contains(text); }

    std::string without_secrets(std::string text) const
    {
        for (const auto& [secret, placeholder] : secrets_) {
            for (auto at = secret.empty() ? std::string::npos : text.find(secret);
                 at != std::string::npos; at = text.find(secret, at + placeholder.size())) {
                text.replace(at, secret.size(), placeholder);
            }
        }
        return text;
    }

    std::string path_of(const std::string& url) const
    {
        const auto end = url.find('/', url.find("://") + 3);
        if (end == std::string::npos) {
            return url;
        }
        std::string out = url.substr(0, end);
        std::string part;
        for (const char c : url.substr(end + 1) + "/") {
            if (c != '/') {
                part += c;
                continue;
            }
            out += "/" + net::url_encode(people_.replaced(url_decode(part)));
            part.clear();
        }
        return out;
    }

    Json clean(const Json& json) const
    {
        if (json.is_string()) {
            const std::string text = json.get<std::string>();
            const std::string bare = without_secrets(text);
            return bare == text ? Json(people_.replaced(text)) : Json(bare);
        }
        if (!json.is_structured()) {
            return people_.replaced(json);
        }
        Json out = json;
        for (auto& item : out) {
            item = clean(item);
        }
        return out;
    }

    std::string answer_text(const std::string& body) const
    {
        const Json json = Json::parse(body, nullptr, false);
        if (json.is_discarded()) {
            return quoted(body.starts_with('<') ? people_.replaced_xml(without_secrets(body))
                                                : people_.replaced(without_secrets(body)));
        }
        return secrets_out(people_.replaced(json)).dump();
    }

    // Tokens are replaced by their keys, since their texts were disguised already.
    static Json secrets_out(Json json)
    {
        if (json.is_structured()) {
            for (auto item = json.begin(); item != json.end(); ++item) {
                const bool is_token =
                    json.is_object() && item->is_string() && kSecretKeys.contains(item.key());
                *item = is_token ? Json("TOKEN") : secrets_out(std::move(*item));
            }
        }
        return json;
    }

    const Anonymiser& people_;
    Json open_;
    std::map<std::string, std::string> secrets_;
};

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
       const std::vector<std::pair<std::string, std::string>>& watermarks)
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
    const auto result = make_connector("recording", definition, *whole, std::move(wire))
                            ->read({watermarks.empty(), to_cursor(position)}, sink);
    if (!result) {
        return tl::unexpected(result.error());
    }
    std::vector<std::string> keep;
    for (const auto& item : whole->items()) {
        keep.push_back(text_of(item.value()));
    }
    Anonymiser people{definition->text, keep, salt};
    Writer writer{*definition, *whole, people};
    for (const Heard& heard : recorder.heard()) {
        const Json answer = Json::parse(heard.response.body, nullptr, false);
        people.look_at(answer);
        writer.note_tokens(answer);
    }
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

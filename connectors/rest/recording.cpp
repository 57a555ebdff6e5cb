#include "connectors/rest/recording.hpp"

#include "connectors/rest/map_reader.hpp"

namespace rosterd::rest
{

namespace
{

using model::ErrorKind;

Texts texts_of(const Yaml& map)
{
    Texts out;
    for (const Yaml::Entry& entry : map.entries) {
        out.emplace_back(entry.key, entry.value.text);
    }
    return out;
}

class RecordingParser
{
public:
    RecordingParser(const std::string& file, Faults& faults) : yaml_{file, faults} {}

    Recording parse(const Yaml& root)
    {
        Recording out;
        out.file = yaml_.file();
        if (!yaml_.keys(root, "a recording",
                        {"settings", "now", "watermarks", "tell", "exchanges", "expect"})) {
            return out;
        }
        yaml_.needs(root, "a recording", "exchanges", "exchanges: [{ask: GET https://..., ...}]");
        yaml_.needs(root, "a recording", "expect", "expect: {people: [...]}");
        out.settings = root["settings"] ? to_json(root["settings"]) : model::Json::object();
        out.now = moment(root["now"]);
        out.watermarks = watermarks(root["watermarks"]);
        out.tell = learned(root["tell"]);
        for (const Yaml& exchange : root["exchanges"].items) {
            out.exchanges.push_back(this->exchange(exchange));
            out.exchanges.back().whole = !out.tell.empty(); // nothing is told that is not new
        }
        out.expect = expected(root["expect"]);
        return out;
    }

private:
    model::Instant moment(const Yaml& yaml)
    {
        const auto time = time_in(yaml ? yaml.text : "2026-05-02T08:00:00Z", "UTC");
        if (!time) {
            yaml_.fault(yaml.place, "'" + yaml.text + "' is no time", "2026-05-02T08:00:00Z");
        }
        return time.value_or(model::Instant{});
    }

    // As a cursor has them: times as ISO text to the millisecond, anything else as it is.
    static std::vector<std::pair<std::string, std::string>> watermarks(const Yaml& yaml)
    {
        Texts out = texts_of(yaml);
        for (auto& [stream, text] : out) {
            if (const auto time = text.size() >= 10 ? time_in(text, "UTC") : std::nullopt) {
                text = model::to_string(*time);
            }
        }
        return out;
    }

    std::vector<sdk::Learned> learned(const Yaml& yaml)
    {
        std::vector<sdk::Learned> out;
        for (const Yaml& person : yaml.items) {
            if (yaml_.needs(person, "one of 'tell'", "employee_id", "{employee_id: \"41\", ...}")) {
                sdk::Learned& one = out.emplace_back();
                for (const auto& [name, text] : texts_of(person)) {
                    (name == "employee_id" ? one.employee_id : one.values[name]) = text;
                }
            }
        }
        return out;
    }

    Exchange exchange(const Yaml& yaml)
    {
        Exchange out;
        out.place = yaml.place;
        if (!yaml_.keys(yaml, "an exchange",
                        {"ask", "headers", "body", "text", "answer", "status", "answer_headers",
                         "times"})) {
            return out;
        }
        yaml_.needs(yaml, "an exchange", "ask", "ask: GET https://...");
        const std::string ask = yaml_.text(yaml["ask"]);
        const auto blank = ask.find(' ');
        out.method = ask.substr(0, blank);
        out.url = blank == std::string::npos ? "" : ask.substr(blank + 1);
        if (origin_of(out.url).empty()) {
            yaml_.fault(yaml["ask"].place, "'" + ask + "' is no method and address",
                        "ask: GET https://...");
        }
        out.query = query_of(out.url);
        out.headers = texts_of(yaml["headers"]);
        if (yaml["body"]) {
            out.body_part = to_json(yaml["body"]);
        }
        if (yaml["text"]) {
            out.body = yaml_.text(yaml["text"]);
        }
        out.status = static_cast<int>(yaml_.integer(yaml["status"], 200, 100));
        out.answer_headers = texts_of(yaml["answer_headers"]);
        const Yaml& answer = yaml["answer"];
        out.answer = answer.kind == Yaml::Kind::scalar ? answer.text
                     : answer                          ? to_json(answer).dump()
                                                       : "";
        out.times =
            yaml["times"].text == "any" ? 0 : static_cast<int>(yaml_.integer(yaml["times"], 1, 1));
        return out;
    }

    static std::vector<Cells> records(const Yaml& list)
    {
        std::vector<Cells> out;
        for (const Yaml& record : list.items) {
            Cells cells;
            for (const Yaml::Entry& entry : record.entries) {
                cells.emplace_back(entry.key, entry.value.text); // of null: empty
            }
            out.push_back(std::move(cells));
        }
        return out;
    }

    Expected expected(const Yaml& yaml)
    {
        Expected out;
        if (!yaml || !yaml_.keys(yaml, "'expect'",
                                 {"completeness", "people", "departments", "gone", "told",
                                  "watermarks", "error"})) {
            return out;
        }
        out.completeness = yaml_.choice(yaml["completeness"], {"complete", "changes"}) == "changes"
                               ? sdk::Completeness::changes
                               : sdk::Completeness::complete;
        out.people = records(yaml["people"]);
        out.departments = records(yaml["departments"]);
        out.names_departments = static_cast<bool>(yaml["departments"]);
        out.gone = yaml_.texts(yaml["gone"]);
        out.told = yaml_.texts(yaml["told"]);
        out.watermarks = watermarks(yaml["watermarks"]);
        if (const Yaml& error = yaml["error"];
            error && yaml_.keys(error, "'error'", {"kind", "message"})) {
            static const std::map<std::string, ErrorKind> kinds{
                {"invalid", ErrorKind::invalid},           {"not_found", ErrorKind::not_found},
                {"unauthorised", ErrorKind::unauthorised}, {"throttled", ErrorKind::throttled},
                {"transient", ErrorKind::transient},       {"permanent", ErrorKind::permanent}};
            out.error =
                kinds.at(yaml_.choice(error["kind"], {"invalid", "not_found", "unauthorised",
                                                      "throttled", "transient", "permanent"}));
            out.message = yaml_.text(error["message"]);
        }
        return out;
    }

    MapReader yaml_;
};

} // namespace

Recording parse_recording(const std::string& text, const std::string& file, Faults& faults)
{
    const Yaml root = parse_yaml(text, file, faults);
    return faults.empty() ? RecordingParser{file, faults}.parse(root) : Recording{};
}

} // namespace rosterd::rest

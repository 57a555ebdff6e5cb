#include "connectors/exec/session.hpp"

#include <algorithm>

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using model::Json;

constexpr std::string_view kFolder = "{folder}"; // in a command: where its files are

void replace_folder(std::string& text, const std::string& path)
{
    for (std::size_t at = 0; (at = text.find(kFolder, at)) != std::string::npos;
         at += path.size()) {
        text.replace(at, kFolder.size(), path);
    }
}

// On a cursor: its state goes back to a read that broke off. What is said from there on are never
// all, whatever the program thinks of it.
constexpr const char* kBrokeOff = "broke_off";

bool is_marked(const std::string& cursor)
{
    const Json parsed = Json::parse(cursor, nullptr, false);
    return parsed.is_object() && parsed.value(kBrokeOff, false);
}

std::string marked(const std::string& cursor, bool broke_off)
{
    Json parsed = Json::parse(cursor, nullptr, false);
    if (!parsed.is_object()) {
        return cursor;
    }
    parsed.erase(kBrokeOff);
    if (broke_off) {
        parsed[kBrokeOff] = true;
    }
    return parsed.dump();
}

} // namespace

model::Result<Session> Session::begin(const ExecOptions& options,
                                      const sdk::ConnectorContext& context)
{
    auto folder = PrivateFolder::make();
    if (!folder) {
        return tl::unexpected(folder.error());
    }
    Session session{options, context, std::move(*folder)};
    Json config = options.config;
    if (!options.config_file.empty()) {
        const auto text = content_of(options.config_file);
        if (!text) {
            return tl::unexpected(text.error());
        }
        config = Json::parse(*text, nullptr, false);
        if (!config.is_object()) {
            return model::fail(ErrorKind::invalid, options.config_file + " is no JSON object",
                               R"(write {"url": "...", "token": "..."} into it)");
        }
    }
    session.secrets_ = texts_in(config);
    session.secrets_.insert(session.secrets_.end(), options.secrets.begin(), options.secrets.end());
    session.config_ = config.dump();
    auto path = session.folder_.write("config.json", session.config_);
    if (!path) {
        return tl::unexpected(path.error());
    }
    session.config_path_ = std::move(*path);
    return session;
}

model::Result<void> Session::run(const std::vector<std::string>& arguments,
                                 const std::map<std::string, std::string>& environment,
                                 const TakeLine& take, std::size_t max_line,
                                 const std::string& input)
{
    Program program = options_.program;
    for (std::string& word : program.launch.command) {
        replace_folder(word, folder_.path());
    }
    program.launch.command.insert(program.launch.command.end(), arguments.begin(), arguments.end());
    program.launch.environment.insert(environment.begin(), environment.end());
    program.max_line = std::max(program.max_line, max_line);
    program.launch.input = input;
    process::Words words{context_.log, secrets_};
    words_ = &words;
    auto ended = exec::run(program, take, words, context_.cancelled);
    words_ = nullptr;
    return ended;
}

void Session::clean(model::Error& error) const
{
    const process::Words words{{}, secrets_};
    error.message = words.clean(error.message);
    error.hint = words.clean(error.hint);
}

void Session::say(std::string_view line)
{
    if (words_ != nullptr) {
        words_->say(line);
    }
}

model::Result<std::string> Session::file(const std::string& name, const Json& content) const
{
    return folder_.write(name, content.dump());
}

model::Result<std::string> Session::text_file(const std::string& name,
                                              const std::string& text) const
{
    return folder_.write(name, text);
}

model::Result<void> Session::keep_config(const std::string& text)
{
    const Json config = Json::parse(text, nullptr, false);
    if (!config.is_object() || config == Json::parse(config_, nullptr, false)) {
        return {};
    }
    config_ = config.dump();
    if (auto written = write_privately(config_path_, config_); !written) {
        return written;
    }
    for (std::string& one : texts_in(config)) {
        secrets_.push_back(std::move(one));
    }
    if (!options_.config_file.empty()) {
        return write_privately(options_.config_file, config_);
    }
    if (context_.log) {
        context_.log(program() + " changed its configuration, which can't be kept where it stands: "
                                 "put it into a file of its own, `config_file`");
    }
    return {};
}

model::Result<void> Session::keep_rewritten_config()
{
    const auto text = content_of(config_path_);
    return text ? keep_config(*text) : model::Result<void>{};
}

Delivery Session::delivery(sdk::RecordSink& sink) const
{
    return {context_.source, program(), sink};
}

std::optional<Json> state_in(const std::string& cursor, const std::string& protocol)
{
    const Json parsed = Json::parse(cursor, nullptr, false);
    if (!parsed.is_object() || parsed.value("protocol", "") != protocol ||
        !parsed.contains("state")) {
        return std::nullopt;
    }
    return parsed["state"];
}

std::string cursor_of(const std::string& protocol, const Json& state)
{
    return Json{{"protocol", protocol}, {"state", state}}.dump();
}

model::Result<sdk::ReadResult> result_of(Outcome outcome, const sdk::ReadRequest& request,
                                         Delivery& delivery)
{
    sdk::ReadResult result{outcome.completeness, outcome.cursor, false, std::move(outcome.notes)};
    const bool behind_a_break = is_marked(request.cursor);
    const bool same_place = marked(outcome.cursor, false) == marked(request.cursor, false);
    if (!outcome.ended) {
        const ErrorKind kind = outcome.ended.error().kind;
        const bool passes = kind == ErrorKind::transient || kind == ErrorKind::throttled;
        if (!passes || !outcome.may_continue || request.full || same_place) {
            return tl::unexpected(std::move(outcome.ended.error()));
        }
        delivery.finish();
        result.completeness = sdk::Completeness::changes;
        result.cursor = marked(outcome.cursor, true);
        result.broke_off = std::move(outcome.ended.error());
        return result;
    }
    delivery.finish();
    result.cursor = marked(outcome.cursor, behind_a_break && (outcome.went_on || same_place));
    if (behind_a_break && outcome.went_on && result.completeness == sdk::Completeness::complete) {
        result.completeness = sdk::Completeness::changes;
        result.cursor.clear();
        result.notes += ", taken as changes: it went on where a read had broken off, so who is not "
                        "among them did not leave; the next read begins anew";
    }
    if (result.completeness == sdk::Completeness::changes && delivery.records() == 0 &&
        delivery.tombstones() == 0 && result.cursor == request.cursor) {
        result.completeness = sdk::Completeness::nothing;
    }
    return result;
}

} // namespace rosterd::exec

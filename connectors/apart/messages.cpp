#include "connectors/apart/messages.hpp"

#include <cstdint>
#include <limits>

namespace rosterd::apart
{

namespace
{

using model::ErrorKind;
using model::Json;

template <typename Enum>
Enum one_of(const Json& json, Enum last)
{
    const auto number = json.get<std::int64_t>();
    if (number < 0 || number > static_cast<std::int64_t>(last)) {
        throw Garbled{"a number that stands for nothing"};
    }
    return static_cast<Enum>(number);
}

Json json_of(const std::vector<sdk::OptionSpec>& options)
{
    Json out = Json::array();
    for (const sdk::OptionSpec& one : options) {
        out.push_back({{"name", one.name},
                       {"type", one.type},
                       {"required", one.required},
                       {"help", one.help},
                       {"choices", one.choices}});
    }
    return out;
}

std::vector<sdk::OptionSpec> options_in(const Json& json)
{
    std::vector<sdk::OptionSpec> out;
    for (const Json& one : json) {
        out.push_back({one.at("name"), one.at("type"), one.at("required"), one.at("help"),
                       one.at("choices")});
    }
    return out;
}

} // namespace

std::string text_of(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json parsed(std::string_view text)
{
    return reading([&] { return Json::parse(text); });
}

Json json_of(const model::Error& error)
{
    return {
        {"kind", static_cast<int>(error.kind)}, {"message", error.message}, {"hint", error.hint}};
}

model::Error error_in(const Json& json)
{
    return reading([&] {
        return model::Error{one_of(json.at("kind"), ErrorKind::cancelled), json.at("message"),
                            json.at("hint")};
    });
}

model::Result<Json> result_in(const Json& answer)
{
    if (const auto thrown = answer.find("thrown"); thrown != answer.end()) {
        throw std::runtime_error{reading([&] { return thrown->get<std::string>(); })};
    }
    if (const auto error = answer.find("error"); error != answer.end()) {
        return tl::unexpected(error_in(*error));
    }
    return reading([&] { return answer.at("ok"); });
}

Json json_of(const sdk::ReadResult& result)
{
    return {{"completeness", static_cast<int>(result.completeness)},
            {"cursor", result.cursor},
            {"template_paths", result.template_paths},
            {"notes", result.notes},
            {"broke_off", result.broke_off ? json_of(*result.broke_off) : Json{}}};
}

sdk::ReadResult read_result_in(const Json& json)
{
    return reading([&] {
        sdk::ReadResult out{one_of(json.at("completeness"), sdk::Completeness::nothing),
                            json.at("cursor"), json.at("template_paths"), json.at("notes")};
        if (const Json& broke_off = json.at("broke_off"); !broke_off.is_null()) {
            out.broke_off = error_in(broke_off);
        }
        return out;
    });
}

Json json_of(const sdk::Settlement& settlement)
{
    return {{"cursor", settlement.cursor},
            {"records", settlement.records},
            {"accepted", settlement.accepted},
            {"quarantined", settlement.quarantined},
            {"findings", settlement.findings}};
}

sdk::Settlement settlement_in(const Json& json)
{
    return {json.at("cursor"), json.at("records"), json.at("accepted"), json.at("quarantined"),
            json.at("findings").get<std::vector<model::Finding>>()};
}

Json json_of(const std::vector<sdk::Learned>& people)
{
    Json out = Json::array();
    for (const sdk::Learned& one : people) {
        out.push_back({{"employee_id", one.employee_id}, {"values", one.values}});
    }
    return out;
}

std::vector<sdk::Learned> people_in(const Json& json)
{
    std::vector<sdk::Learned> out;
    for (const Json& one : json) {
        out.push_back({one.at("employee_id"), one.at("values")});
    }
    return out;
}

Json json_of(const std::vector<sdk::OptionFault>& faults)
{
    Json out = Json::array();
    for (const sdk::OptionFault& one : faults) {
        out.push_back({{"path", one.path}, {"what", one.what}, {"write", one.write}});
    }
    return out;
}

std::vector<sdk::OptionFault> faults_in(const Json& json)
{
    return reading([&] {
        std::vector<sdk::OptionFault> out;
        for (const Json& one : json) {
            out.push_back({one.at("path"), one.at("what"), one.at("write")});
        }
        return out;
    });
}

Json json_of(const std::vector<sdk::Inbox::Batch>& batches)
{
    Json out = Json::array();
    for (const sdk::Inbox::Batch& one : batches) {
        out.push_back({{"id", one.id}, {"body", one.body}});
    }
    return out;
}

std::vector<sdk::Inbox::Batch> batches_in(const Json& json)
{
    std::vector<sdk::Inbox::Batch> out;
    for (const Json& one : json) {
        out.push_back({one.at("id"), one.at("body")});
    }
    return out;
}

Json description_of(const sdk::ConnectorKind& kind)
{
    Json write_back;
    if (kind.write_back) {
        write_back = {{"options", json_of(kind.write_back->options)},
                      {"check", static_cast<bool>(kind.write_back->check)}};
    }
    return {{"help", kind.help},
            {"options", json_of(kind.options)},
            {"check", static_cast<bool>(kind.check)},
            {"write_back", write_back}};
}

Description description_in(const Json& json)
{
    return reading([&] {
        Description out;
        out.help = json.at("help");
        out.options = options_in(json.at("options"));
        out.checks = json.at("check");
        if (const Json& write_back = json.at("write_back"); !write_back.is_null()) {
            out.writes_back = true;
            out.write_back_options = options_in(write_back.at("options"));
            out.checks_write_back = write_back.at("check");
        }
        return out;
    });
}

} // namespace rosterd::apart

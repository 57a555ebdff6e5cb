#include "daemon/sandbox/faults.hpp"

#include <algorithm>
#include <array>

#include "core/model/names.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::array<std::pair<FaultMode, std::string_view>, 7> kModes{{
    {FaultMode::errcode, "errcode"},
    {FaultMode::http, "http"},
    {FaultMode::html, "html"},
    {FaultMode::close_before, "close_before"},
    {FaultMode::close_after, "close_after"},
    {FaultMode::truncate, "truncate"},
    {FaultMode::delay, "delay"},
}};

bool matches(const Fault& fault, std::string_view path)
{
    if (fault.path.ends_with('*')) {
        return path.starts_with(std::string_view{fault.path}.substr(0, fault.path.size() - 1));
    }
    return fault.path.empty() || fault.path == path;
}

} // namespace

void Faults::add(Fault fault)
{
    waiting_.push_back(std::move(fault));
}

void Faults::clear()
{
    waiting_.clear();
}

std::optional<Fault> Faults::take(std::string_view path)
{
    std::optional<Fault> met;
    for (auto& fault : waiting_) {
        if (met || !matches(fault, path)) {
            continue;
        }
        if (fault.after > 0) {
            --fault.after;
            continue;
        }
        met = fault;
        if (fault.count > 0) {
            --fault.count;
        }
    }
    std::erase_if(waiting_, [](const Fault& fault) { return fault.count == 0; });
    return met;
}

model::Json Faults::to_json() const
{
    auto list = model::Json::array();
    for (const auto& fault : waiting_) {
        list.push_back({{"path", fault.path},
                        {"mode", to_string(fault.mode)},
                        {"errcode", fault.errcode},
                        {"message", fault.message},
                        {"code", fault.code},
                        {"wrapped", fault.wrapped},
                        {"status", fault.status},
                        {"count", fault.count},
                        {"after", fault.after},
                        {"ms", fault.ms}});
    }
    return list;
}

std::string_view to_string(FaultMode mode)
{
    return model::name_in(kModes, mode);
}

model::Result<Fault> fault_from_json(const model::Json& json)
{
    try {
        const auto mode = model::value_in(kModes, json.at("mode").get<std::string>());
        if (!mode) {
            return model::fail(model::ErrorKind::invalid, "a fault's mode is unknown",
                               "write one of errcode, http, html, close_before, close_after, "
                               "truncate, delay");
        }
        return Fault{json.value("path", "*"),
                     *mode,
                     json.value("errcode", std::int64_t{-1}),
                     json.value("message", ""),
                     json.value("code", ""),
                     json.value("wrapped", false),
                     json.value("status", 500),
                     json.value("count", std::int64_t{1}),
                     json.value("after", std::int64_t{0}),
                     json.value("ms", std::int64_t{1000})};
    } catch (const model::Json::exception& wrong) {
        return model::fail(
            model::ErrorKind::invalid, std::string{"a fault is not as expected: "} + wrong.what(),
            R"(write e.g. [{"path":"/topapi/v2/user/create","mode":"close_after"}])");
    }
}

} // namespace rosterd::sandbox

#include "daemon/sandbox/faults.hpp"

#include <algorithm>
#include <array>

#include "core/model/names.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr std::array<std::pair<FaultMode, std::string_view>, 8> kModes{{
    {FaultMode::errcode, "errcode"},
    {FaultMode::http, "http"},
    {FaultMode::html, "html"},
    {FaultMode::block, "block"},
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

// Between 0 and 1, from the seed and the number of the call alone [splitmix64].
double chance(std::int64_t seed, std::int64_t number)
{
    auto mixed =
        static_cast<std::uint64_t>(seed) + static_cast<std::uint64_t>(number) * 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
    return static_cast<double>((mixed ^ (mixed >> 31U)) >> 11U) * 0x1p-53;
}

bool strikes(Fault& fault)
{
    const std::int64_t number = ++fault.seen - fault.after;
    return number > 0 && number % fault.every == 0 &&
           (fault.probability >= 1 || chance(fault.seed, number) < fault.probability);
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
        if (!met && matches(fault, path) && strikes(fault)) {
            met = fault;
            fault.count -= fault.count > 0 ? 1 : 0;
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
                        {"every", fault.every},
                        {"probability", fault.probability},
                        {"seed", fault.seed},
                        {"seen", fault.seen},
                        {"ms", fault.ms}});
    }
    return list;
}

std::string_view to_string(FaultMode mode)
{
    return model::name_in(kModes, mode);
}

std::optional<FaultMode> fault_mode(std::string_view name)
{
    return model::value_in(kModes, name);
}

} // namespace rosterd::sandbox

#include "connectors/apart/apart.hpp"

#include <algorithm>

#include "connectors/apart/far_connector.hpp"
#include "connectors/apart/messages.hpp"
#include "connectors/sdk/options.hpp"
#include "connectors/sdk/plugin_loader.hpp"

namespace rosterd::apart
{

namespace
{

using model::ErrorKind;
using model::Json;

constexpr const char* kIdle = "idle_timeout";
constexpr const char* kTotal = "time_limit";
constexpr model::Duration kUsualSilence{5 * 60 * 1000};
constexpr model::Duration kUsualTotal{60 * 60 * 1000};

bool has_option(const std::vector<sdk::OptionSpec>& options, const std::string& name)
{
    return std::ranges::find(options, name, &sdk::OptionSpec::name) != options.end();
}

model::Result<process::Limits> limits_of(const sdk::ConnectorContext& context, const Home& home)
{
    process::Limits limits;
    limits.idle = home.silence ? home.silence(context.options) : kUsualSilence;
    limits.total = kUsualTotal;
    for (const auto& read : {sdk::read_duration_option(context, kIdle, limits.idle),
                             sdk::read_duration_option(context, kTotal, limits.total)}) {
        if (!read) {
            return tl::unexpected(read.error());
        }
    }
    return limits;
}

void add_texts(const Json& json, std::vector<std::string>& to)
{
    if (json.is_string()) {
        to.push_back(json.get<std::string>());
    } else if (json.is_structured()) {
        for (const Json& one : json) {
            add_texts(one, to);
        }
    }
}

std::vector<std::string> secrets_in(const Json& given, const std::vector<sdk::OptionSpec>& options)
{
    std::vector<std::string> out;
    for (const sdk::OptionSpec& one : options) {
        if (one.type == "secret" && given.contains(one.name)) {
            add_texts(given.at(one.name), out);
        }
    }
    return out;
}

tl::unexpected<model::Error> useless(const std::string& what)
{
    return model::fail(ErrorKind::invalid, what,
                       "tell whoever wrote it, and leave the source out until it is mended");
}

// One question to a plugin, in a process that is only there for it. Errors: the plugin's own;
// invalid.
template <typename Decode>
auto asked_once(const Home& home, Json request, const std::string& doing, Decode decode)
    -> model::Result<decltype(decode(request))>
{
    const std::string plugin = sdk::plugin_path(home.folder, home.name);
    auto child = Child::start(home.command);
    if (!child) {
        return useless(plugin + ": " + child.error().message);
    }
    request["folder"] = home.folder;
    request["name"] = home.name;
    process::Words words{{}, {}};
    process::Limits limits;
    limits.idle = limits.total = kPrompt;
    const auto answer = (*child)->ask({std::move(request), plugin, doing, limits, &words, {}, {}});
    if (!answer) {
        return useless(answer.error().message);
    }
    try {
        const auto result = result_in(*answer);
        return result ? model::Result<decltype(decode(request))>{decode(*result)}
                      : tl::unexpected(result.error());
    } catch (const std::exception& error) { // it threw, or said what nobody can read
        return useless(plugin + " failed " + doing + ": " + error.what());
    }
}

std::vector<sdk::OptionFault> checked(const Home& home, Json request, const std::string& doing)
{
    auto faults = asked_once(home, std::move(request), doing, faults_in);
    return faults
               ? std::move(*faults)
               : std::vector<sdk::OptionFault>{{{}, faults.error().message, faults.error().hint}};
}

} // namespace

sdk::ConnectorKind made_apart(sdk::ConnectorKind kind, const Home& home)
{
    const std::vector<sdk::OptionSpec> own = kind.options;
    kind.make =
        [own,
         home](sdk::ConnectorContext context) -> model::Result<std::unique_ptr<sdk::Connector>> {
        const auto limits = limits_of(context, home);
        if (!limits) {
            return tl::unexpected(limits.error());
        }
        for (const char* option : {kIdle, kTotal}) {
            if (context.options.is_object() && !has_option(own, option)) {
                context.options.erase(option);
            }
        }
        auto secrets = secrets_in(context.options, own);
        auto made =
            std::make_unique<FarConnector>(home, std::move(context), *limits, std::move(secrets));
        if (auto there = made->make(); !there) {
            return tl::unexpected(there.error());
        }
        return made;
    };
    const std::string idle = home.silence ? "its other timeouts, and a bit" : "5m";
    for (const auto& [name, help] :
         {std::pair{kIdle, "ended after so long without a sign of life (" + idle + ")"},
          std::pair{kTotal, std::string{"a read is ended after so long (1h)"}}}) {
        if (!has_option(own, name)) {
            kind.options.push_back({name, "duration", false, help, {}});
        }
    }
    return kind;
}

model::Result<sdk::ConnectorKind> plugin_apart(const Home& home)
{
    const auto said = asked_once(home, {{"do", "describe"}},
                                 "while it was loaded and asked what it is", description_in);
    if (!said) {
        return tl::unexpected(said.error());
    }
    sdk::ConnectorKind kind{home.name, said->help, said->options, {}};
    if (said->checks) {
        kind.check = [home](const Json& options, const std::string& base_dir) {
            return checked(home, {{"do", "check"}, {"options", options}, {"base_dir", base_dir}},
                           "while it checked its options");
        };
    }
    if (said->writes_back) {
        kind.write_back = sdk::WriteBackKind{said->write_back_options};
    }
    if (said->checks_write_back) {
        kind.write_back->check = [home](const Json& write_back, const Json& options,
                                        const std::string& base_dir) {
            return checked(home,
                           {{"do", "check_write_back"},
                            {"write_back", write_back},
                            {"options", options},
                            {"base_dir", base_dir}},
                           "while it checked its write_back");
        };
    }
    return made_apart(std::move(kind), home);
}

} // namespace rosterd::apart

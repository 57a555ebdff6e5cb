// explain-code: what one of DingTalk's error codes means, what rosterd does about it, what to do.
#include <array>
#include <filesystem>
#include <iostream>

#include "core/dingtalk/explain.hpp"
#include "daemon/cli/commands.hpp"
#include "daemon/cli/exit.hpp"
#include "daemon/compose.hpp"

namespace rosterd::cli
{

namespace
{

using model::Language;

constexpr std::array<std::array<std::string_view, 2>, 3> kHeadings{{
    {"rosterd 的處理：", "應做的事："},
    {"rosterd 的处理：", "应做的事："},
    {"What rosterd does: ", "What to do: "},
}};

// As asked for, else as configured; no configuration is needed.
Language language_for(const Globals& globals, const std::string& asked)
{
    if (asked.empty() && std::filesystem::exists(globals.config)) {
        const config::Loaded loaded = load_settings(globals.config);
        return loaded.faults.empty() ? model::language_of(loaded.settings.language) : Language::en;
    }
    return model::language_of(asked);
}

void show(const std::string& title, const dingtalk::Explanation& meaning, Language language)
{
    const auto& headings = kHeadings[static_cast<std::size_t>(language)];
    std::cout << title << (language == Language::en ? ": " : "：") << meaning.sentence << "\n  "
              << headings[0] << meaning.behaviour << "\n  " << headings[1] << meaning.advice
              << "\n";
}

} // namespace

int explain_code(const Globals& globals, const ExplainCodeArguments& arguments)
{
    if (!arguments.sub_code.empty() && arguments.code != "88") {
        std::cerr << "rosterd: only code 88 carries a sub_code\n    rosterd explain-code "
                  << arguments.code << "\n";
        return exit_usage;
    }
    const Language language = language_for(globals, arguments.language);
    const std::string& decisive = arguments.sub_code.empty() ? arguments.code : arguments.sub_code;
    const dingtalk::Explanation meaning = dingtalk::explain(decisive, language);
    if (!globals.json) {
        show(arguments.code + (arguments.sub_code.empty() ? "" : "/" + arguments.sub_code), meaning,
             language);
        return exit_done;
    }
    model::Json json{{"code", arguments.code},
                     {"known", meaning.known},
                     {"retry", dingtalk::name_of(meaning.retry)},
                     {"sentence", meaning.sentence},
                     {"behaviour", meaning.behaviour},
                     {"advice", meaning.advice}};
    if (!arguments.sub_code.empty()) {
        json["sub_code"] = arguments.sub_code;
    }
    print_json(json);
    return exit_done;
}

} // namespace rosterd::cli

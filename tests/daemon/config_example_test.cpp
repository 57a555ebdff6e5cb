// config/rosterd.example.yaml promises every setting. What is switched off in it stands behind '#'
// without a blank.
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include "daemon/config/settings.hpp"
#include "daemon/connectors.hpp"

namespace rosterd::config
{
namespace
{

std::string example()
{
    std::ifstream file{ROSTERD_SOURCE_DIR "/config/rosterd.example.yaml"};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string with_everything_switched_on(const std::string& text)
{
    std::istringstream lines{text};
    std::string out;
    for (std::string line; std::getline(lines, line); out += line + "\n") {
        const auto hash = line.find_first_not_of(' ');
        const bool off = hash != std::string::npos && line[hash] == '#' && hash + 1 < line.size() &&
                         line[hash + 1] != ' ';
        line.erase(off ? hash : line.size(), off ? 1 : 0);
    }
    return out;
}

Loaded load_example(const std::string& text)
{
    const Surroundings surroundings{[](const std::string&) { return std::nullopt; },
                                    [](const std::string& path) {
                                        return path.starts_with("/run/cred/")
                                                   ? std::optional{std::string(43, 'a')}
                                                   : std::nullopt;
                                    },
                                    "/run/cred"};
    return load(text, "/etc/rosterd/rosterd.yaml", surroundings, kinds_of_sources());
}

std::string words(const std::vector<Fault>& faults)
{
    std::string out;
    for (const Fault& fault : faults) {
        out += to_string(fault) + "\n";
    }
    return out;
}

// The keys of the example by the setting they belong to, entries of a list together; and a key in
// each map that nobody knows, so that the reader answers with those it knows.
class Asked
{
public:
    explicit Asked(const std::string& text) : root_{YAML::Load(text)} { ask(root_, ""); }

    std::string text() const { return YAML::Dump(root_); }
    // nullptr where the fault is not about a key asked for.
    const std::string* setting_of(const Fault& fault) const
    {
        const auto begin = fault.what.find("qqqqqqqqqq");
        if (begin == std::string::npos) {
            return nullptr;
        }
        const auto end = fault.what.find_first_not_of("q0123456789", begin);
        return &settings_.at(fault.what.substr(begin, end - begin));
    }
    const std::set<std::string>& keys_of(const std::string& setting) const
    {
        return keys_.at(setting);
    }
    bool has(const std::string& setting) const { return keys_.contains(setting); }

private:
    static std::string below(const std::string& setting, const std::string& key,
                             const YAML::Node& map)
    {
        if (setting.ends_with("mapping")) {
            return setting + ".*"; // a recipe's keys do not depend on the field
        }
        if (key == "options") {
            return "options of " + map["connector"].as<std::string>();
        }
        return std::string{setting}.append(".").append(key);
    }

    // NOLINTNEXTLINE(misc-no-recursion): as deep as the example
    void ask(YAML::Node node, const std::string& setting)
    {
        if (node.IsSequence()) {
            for (YAML::Node one : node) {
                ask(one, setting);
            }
        }
        if (!node.IsMap()) {
            return;
        }
        for (const auto& entry : node) {
            const auto key = entry.first.as<std::string>();
            keys_[setting].insert(key);
            ask(entry.second, below(setting, key, node));
        }
        const std::string unknown = "qqqqqqqqqq" + std::to_string(settings_.size());
        settings_[unknown] = setting;
        node[unknown] = 1;
    }

    YAML::Node root_;
    std::map<std::string, std::set<std::string>> keys_;
    std::map<std::string, std::string> settings_; // by unknown key
};

TEST(ConnectorKinds, WhatOpensAnHris_IsASecretThatTheConfigurationNeverHolds)
{
    int secrets = 0;
    for (const sdk::ConnectorKind& kind : kinds_of_sources()) {
        for (const sdk::OptionSpec& option : kind.options) {
            if (option.name == "password" || option.name == "passphrase" ||
                option.name == "token") {
                EXPECT_EQ(option.type, "secret") << kind.name << "." << option.name;
                ++secrets;
            }
        }
    }
    EXPECT_GE(secrets, 5) << "of ldap, scim, sftp and sql";
}

TEST(ExampleConfiguration, AsItStands_HasNoFault)
{
    EXPECT_EQ(words(load_example(example()).faults), "");
}

TEST(ExampleConfiguration, WithEverySettingSwitchedOn_HasNoFaultEither)
{
    const Loaded loaded = load_example(with_everything_switched_on(example()));

    EXPECT_EQ(words(loaded.faults), "");
    EXPECT_EQ(loaded.settings.sources.size(), kinds_of_sources().size()) << "each kind once";
}

TEST(ExampleConfiguration, ItsPolicy_IsTheDefault)
{
    EXPECT_EQ(model::fingerprint_of(load_example(example()).settings.policy),
              model::fingerprint_of(model::Policy{}));
}

TEST(ExampleConfiguration, EveryKeyThatIsKnown_StandsInIt)
{
    const Asked asked{with_everything_switched_on(example())};
    int lists = 0;
    for (const Fault& fault : load_example(asked.text()).faults) {
        const std::string* setting = asked.setting_of(fault);
        if (setting == nullptr || !fault.write.starts_with("one of: ")) {
            continue;
        }
        ++lists;
        std::istringstream known{fault.write.substr(8)};
        for (std::string key; std::getline(known >> std::ws, key, ',');) {
            EXPECT_TRUE(asked.keys_of(*setting).contains(key))
                << key << " is missing in '" << *setting << "'";
        }
    }
    EXPECT_GT(lists, 25) << "the file, its sections, sources, options, recipes of the mapping";
    for (const sdk::ConnectorKind& kind : kinds_of_sources()) {
        EXPECT_TRUE(asked.has("options of " + kind.name));
    }
}

} // namespace
} // namespace rosterd::config

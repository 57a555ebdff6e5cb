// A connector in a shared object of its own: what the object exports, and what must be the same on
// both sides before any C++ of it is called.
#pragma once

#include <cstdint>
#include <string>

#include "connectors/sdk/connector.hpp"

namespace rosterd::sdk
{

// Of the interface a plugin was built for. Raised with every change of connector.hpp, or of the
// types in it, that sizes alone do not show: another order of virtual functions, another meaning.
inline constexpr std::uint32_t kConnectorAbi = 1;

// What the exported function answers. Plain C, and never changed but at its end, so that every
// rosterd can say of every plugin what is wrong with it.
struct Plugin {
    std::uint32_t abi;
    const char* types;       // plugin_types() as the plugin sees it
    const char* name;        // of the connector, and of the file
    ConnectorKind (*make)(); // called only where all of the above fit
};
using PluginFunction = const Plugin* (*)();
inline constexpr const char* kPluginSymbol = "rosterd_connector_plugin";

// Compiler, libraries and layout of what crosses over, in words: "C++ ABI 1017, ..., json 3.11.2".
// Inline, since each side has to answer for itself.
inline std::string plugin_types()
{
    const auto version = [](int major, int minor, int patch) {
        return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
    };
    std::string out = "C++ ABI " + std::to_string(__GXX_ABI_VERSION);
    out += _GLIBCXX_USE_CXX11_ABI != 0 ? ", std::string of C++11" : ", std::string before C++11";
    out += ", json " + version(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                               NLOHMANN_JSON_VERSION_PATCH);
    out += ", expected " +
           version(TL_EXPECTED_VERSION_MAJOR, TL_EXPECTED_VERSION_MINOR, TL_EXPECTED_VERSION_PATCH);
    out += ", sizes";
    for (const std::size_t size :
         {sizeof(model::Json), sizeof(model::Record), sizeof(model::Finding), sizeof(model::Error),
          sizeof(model::Result<ReadResult>), sizeof(ReadRequest), sizeof(ReadResult),
          sizeof(Settlement), sizeof(Inbox::Batch), sizeof(ConnectorContext), sizeof(OptionSpec),
          sizeof(ConnectorKind), sizeof(std::vector<std::string>)}) {
        out += " " + std::to_string(size);
    }
    return out;
}

} // namespace rosterd::sdk

// Once in a plugin, outside of all namespaces: ROSTERD_CONNECTOR(acme::kind). The name comes from
// rosterd_connector() in its CMakeLists.txt.
#define ROSTERD_CONNECTOR(kind_function)                                                           \
    extern "C" __attribute__((visibility("default"))) const rosterd::sdk::Plugin*                  \
    rosterd_connector_plugin()                                                                     \
    {                                                                                              \
        static const std::string types = rosterd::sdk::plugin_types();                             \
        static const rosterd::sdk::Plugin plugin{rosterd::sdk::kConnectorAbi, types.c_str(),       \
                                                 ROSTERD_CONNECTOR_NAME, kind_function};           \
        return &plugin;                                                                            \
    }

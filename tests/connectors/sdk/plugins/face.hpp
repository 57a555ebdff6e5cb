// What a plugin shows, said once more without rosterd's headers: what stands here never changes.
#pragma once

struct Face {
    unsigned abi;
    const char* types;
    const char* name;
    void (*make)();
};

#define SHOW(...)                                                                                  \
    extern "C" const Face* rosterd_connector_plugin()                                              \
    {                                                                                              \
        static const Face face{__VA_ARGS__};                                                       \
        return &face;                                                                              \
    }

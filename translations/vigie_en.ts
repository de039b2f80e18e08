<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en">
<context>
    <name>vigie::ui::InstanceTexts</name>
    <message numerus="yes">
        <source>Billed now, for %n resource(s).</source>
        <translation>
            <numerusform>Billed now, for %n resource.</numerusform>
            <numerusform>Billed now, for %n resources.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::OfferPicker</name>
    <message numerus="yes">
        <source>Asking the provider about %n zone(s)...</source>
        <translation>
            <numerusform>Asking the provider about %n zone...</numerusform>
            <numerusform>Asking the provider about %n zones...</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::OverviewTab</name>
    <message numerus="yes">
        <source>%n not yet gone</source>
        <translation>
            <numerusform>%n not yet gone</numerusform>
            <numerusform>%n not yet gone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::ResourcesTab</name>
    <message numerus="yes">
        <source>%n resource(s) not yet gone, %1 now</source>
        <translation>
            <numerusform>%n resource not yet gone, %1 now</numerusform>
            <numerusform>%n resources not yet gone, %1 now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::StatusLine</name>
    <message numerus="yes">
        <source>%n orchestrator(s)</source>
        <translation>
            <numerusform>%n orchestrator</numerusform>
            <numerusform>%n orchestrators</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::SummaryBar</name>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n ready</numerusform>
            <numerusform>%n ready</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in progress</source>
        <translation>
            <numerusform>%n in progress</numerusform>
            <numerusform>%n in progress</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%n needs attention</numerusform>
            <numerusform>%n need attention</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminated</source>
        <translation>
            <numerusform>%n terminated</numerusform>
            <numerusform>%n terminated</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed, still billed</source>
        <translation>
            <numerusform>%n failed, still billed</numerusform>
            <numerusform>%n failed, still billed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::TerminateDialog</name>
    <message numerus="yes">
        <source>%n resource(s), %1 now: the bill ends when each is verified gone.</source>
        <translation>
            <numerusform>%n resource, %1 now: the bill ends when it is verified gone.</numerusform>
            <numerusform>%n resources, %1 now: the bill ends when each is verified gone.</numerusform>
        </translation>
    </message>
</context>
</TS>

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>Action</name>
    <message>
        <source>Request a create</source>
        <translation>Demande de création</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Création</translation>
    </message>
    <message>
        <source>Find a boot image</source>
        <translation>Recherche d’une image de démarrage</translation>
    </message>
    <message>
        <source>Create the server</source>
        <translation>Création du serveur</translation>
    </message>
    <message>
        <source>Power on</source>
        <translation>Mise sous tension</translation>
    </message>
    <message>
        <source>Get an address</source>
        <translation>Obtention d’une adresse</translation>
    </message>
    <message>
        <source>Wait for SSH</source>
        <translation>Attente de SSH</translation>
    </message>
    <message>
        <source>Install the worker</source>
        <translation>Installation du worker</translation>
    </message>
    <message>
        <source>Wait for vLLM</source>
        <translation>Attente de vLLM</translation>
    </message>
    <message>
        <source>Load the model</source>
        <translation>Chargement du modèle</translation>
    </message>
    <message>
        <source>Warm up</source>
        <translation>Préchauffage</translation>
    </message>
    <message>
        <source>Check its health</source>
        <translation>Contrôle de santé</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prête</translation>
    </message>
    <message>
        <source>Did not start</source>
        <translation>N’a pas démarré</translation>
    </message>
    <message>
        <source>Became unavailable</source>
        <translation>Devenue indisponible</translation>
    </message>
    <message>
        <source>Request a termination</source>
        <translation>Demande de suppression</translation>
    </message>
    <message>
        <source>Terminate</source>
        <translation>Suppression</translation>
    </message>
    <message>
        <source>Delete the server</source>
        <translation>Suppression du serveur</translation>
    </message>
    <message>
        <source>Delete the volume</source>
        <translation>Suppression du volume</translation>
    </message>
    <message>
        <source>Release the address</source>
        <translation>Libération de l’adresse</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>Supprimée</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivage</translation>
    </message>
    <message>
        <source>Bring back from the archive</source>
        <translation>Sortie des archives</translation>
    </message>
</context>
<context>
    <name>ActionStatus</name>
    <message>
        <source>queued</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>success</source>
        <translation>succès</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
    <message>
        <source>retrying</source>
        <translation>nouvel essai</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrompue</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulée</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
</context>
<context>
    <name>Component</name>
    <message>
        <source>console</source>
        <translation>console</translation>
    </message>
    <message>
        <source>orchestrator</source>
        <translation>orchestrateur</translation>
    </message>
</context>
<context>
    <name>Ctl</name>
    <message>
        <source>There is no option %1.</source>
        <translation>L’option&#xa0;%1 n’existe pas.</translation>
    </message>
    <message>
        <source>%1 is there twice.</source>
        <translation>%1 est donnée deux fois.</translation>
    </message>
    <message>
        <source>%1 takes no value.</source>
        <translation>%1 ne prend pas de valeur.</translation>
    </message>
    <message>
        <source>%1 needs a value.</source>
        <translation>%1 demande une valeur.</translation>
    </message>
    <message>
        <source>--lang takes fr or en.</source>
        <translation>--lang prend fr ou en.</translation>
    </message>
    <message>
        <source>--time-scale takes a number above 0 and up to 1000.</source>
        <translation>--time-scale prend un nombre supérieur à 0, jusqu’à 1000.</translation>
    </message>
    <message>
        <source>%1 goes with %2.</source>
        <translation>%1 va avec&#xa0;%2.</translation>
    </message>
    <message>
        <source>--timeout takes a number of seconds above 0.</source>
        <translation>--timeout prend un nombre de secondes supérieur à 0.</translation>
    </message>
    <message>
        <source>%1 is one word too many.</source>
        <translation>%1 est un mot de trop.</translation>
    </message>
    <message>
        <source>%1 needs %2.</source>
        <translation>%1 demande&#xa0;%2.</translation>
    </message>
    <message>
        <source>%1 does not take %2.</source>
        <translation>%1 ne prend pas&#xa0;%2.</translation>
    </message>
    <message>
        <source>There is no command %1.</source>
        <translation>La commande&#xa0;%1 n’existe pas.</translation>
    </message>
    <message>
        <source>Which command?</source>
        <translation>Quelle commande&#xa0;?</translation>
    </message>
    <message>
        <source>The account, by its short name (see `vigiectl accounts`).</source>
        <translation>Le compte, par son nom court (voir `vigiectl accounts`).</translation>
    </message>
    <message>
        <source>The zone, one of the account&apos;s.</source>
        <translation>La zone, l’une de celles du compte.</translation>
    </message>
    <message>
        <source>The instance type (see `vigiectl offers`).</source>
        <translation>Le type d’instance (voir `vigiectl offers`).</translation>
    </message>
    <message>
        <source>The model on the Hugging Face Hub: Org/Name or name, with @revision where wanted.</source>
        <translation>Le modèle sur le Hub Hugging Face&#xa0;: Org/Nom ou nom, avec @révision au besoin.</translation>
    </message>
    <message>
        <source>What to call the instance; without it a name is made from the model.</source>
        <translation>Le nom de l’instance&#xa0;; sans lui, un nom est déduit du modèle.</translation>
    </message>
    <message>
        <source>Waits for the end, printing each change of status; does the work itself when no orchestrator is running.</source>
        <translation>Attend la fin en affichant chaque changement d’état&#xa0;; fait le travail elle-même si aucun orchestrateur ne tourne.</translation>
    </message>
    <message>
        <source>With --wait: waits at most so many seconds (3600).</source>
        <translation>Avec --wait&#xa0;: attend au plus ce nombre de secondes (3600).</translation>
    </message>
    <message>
        <source>Does not ask.</source>
        <translation>Ne pose pas de question.</translation>
    </message>
    <message>
        <source>Archived ones too.</source>
        <translation>Les archivées aussi.</translation>
    </message>
    <message>
        <source>One JSON document on standard output (watch: one a line); instants in microseconds since 1970, money in millionths.</source>
        <translation>Un document JSON sur la sortie standard (watch&#xa0;: un par ligne)&#xa0;; instants en microsecondes depuis 1970, argent en millionièmes.</translation>
    </message>
    <message>
        <source>Against a cloud on this machine, with a database of its own: needs no account and costs nothing.</source>
        <translation>Avec un cloud sur cette machine et sa propre base de données&#xa0;: ne demande aucun compte et ne coûte rien.</translation>
    </message>
    <message>
        <source>With --demo: how many times faster than life that cloud is.</source>
        <translation>Avec --demo&#xa0;: combien de fois ce cloud va plus vite que la réalité.</translation>
    </message>
    <message>
        <source>The language; without it, that of LC_ALL, LC_MESSAGES or LANG.</source>
        <translation>La langue&#xa0;; sans elle, celle de LC_ALL, LC_MESSAGES ou LANG.</translation>
    </message>
    <message>
        <source>Says how this is used.</source>
        <translation>Explique l’utilisation.</translation>
    </message>
    <message>
        <source>Says which version this is.</source>
        <translation>Indique la version.</translation>
    </message>
    <message>
        <source>Creates an instance that serves a model.</source>
        <translation>Crée une instance qui sert un modèle.</translation>
    </message>
    <message>
        <source>The request is recorded, and carried out by whichever orchestrator is running: a window, `vigiectl orchestrate`, or, with --wait, this command. With --wait it ends when the instance is ready (0) or has failed (4).</source>
        <translation>La demande est enregistrée, et exécutée par l’orchestrateur qui tourne&#xa0;: une fenêtre, `vigiectl orchestrate` ou, avec --wait, cette commande. Avec --wait elle se termine quand l’instance est prête (0) ou a échoué (4).</translation>
    </message>
    <message>
        <source>Lists the instances.</source>
        <translation>Liste les instances.</translation>
    </message>
    <message>
        <source>EUR/h is what the resources that are not verified gone cost now, whatever the status says.</source>
        <translation>EUR/h est ce que coûtent en ce moment les ressources dont la disparition n’est pas vérifiée, quel que soit l’état.</translation>
    </message>
    <message>
        <source>Shows one instance: status, progress, cost, resources, what went wrong.</source>
        <translation>Montre une instance&#xa0;: état, avancement, coût, ressources, ce qui a échoué.</translation>
    </message>
    <message>
        <source>ID is the name of an instance, or the beginning of its id, four characters or more.</source>
        <translation>ID est le nom d’une instance, ou le début de son identifiant, quatre caractères au moins.</translation>
    </message>
    <message>
        <source>Shows where an instance&apos;s time went.</source>
        <translation>Montre où est passé le temps d’une instance.</translation>
    </message>
    <message>
        <source>Its changes of status, its actions with their waiting and their work, and the segments of each attempt, which add up to its whole.</source>
        <translation>Ses changements d’état, ses actions avec leur attente et leur travail, et les segments de chaque tentative, dont la somme fait le total.</translation>
    </message>
    <message>
        <source>Terminates an instance: deletes all of it at the provider.</source>
        <translation>Supprime une instance&#xa0;: efface chez le fournisseur tout ce qui lui appartient.</translation>
    </message>
    <message>
        <source>Says what will be deleted and asks; where nobody can be asked, --yes is needed. With --wait it ends when every resource is verified gone.</source>
        <translation>Dit ce qui sera supprimé et demande&#xa0;; là où personne ne peut répondre, --yes est nécessaire. Avec --wait elle se termine quand la disparition de chaque ressource est vérifiée.</translation>
    </message>
    <message>
        <source>Takes a terminated instance off the list.</source>
        <translation>Retire de la liste une instance supprimée.</translation>
    </message>
    <message>
        <source>Its history is kept: `vigiectl list --all` shows it.</source>
        <translation>Son historique est conservé&#xa0;: `vigiectl list --all` le montre.</translation>
    </message>
    <message>
        <source>Prints the instances, then every change, until interrupted.</source>
        <translation>Affiche les instances, puis chaque changement, jusqu’à interruption.</translation>
    </message>
    <message>
        <source>A lost database is waited for.</source>
        <translation>Une base de données perdue est attendue.</translation>
    </message>
    <message>
        <source>Carries out what is asked, until SIGTERM or SIGINT.</source>
        <translation>Exécute ce qui est demandé, jusqu’à SIGTERM ou SIGINT.</translation>
    </message>
    <message>
        <source>The orchestrator without a window. Several work on one database together. It logs to standard error; a second signal ends it at once, and loses nothing.</source>
        <translation>L’orchestrateur sans fenêtre. Plusieurs travaillent ensemble sur une base. Il journalise sur l’erreur standard&#xa0;; un second signal l’arrête aussitôt, sans rien perdre.</translation>
    </message>
    <message>
        <source>Lists the accounts, and which can be used from here.</source>
        <translation>Liste les comptes, et lesquels sont utilisables d’ici.</translation>
    </message>
    <message>
        <source>An account&apos;s credentials come from the environment: SCW_SECRET_KEY and SCW_DEFAULT_PROJECT_ID; VIGIE_ACCOUNT is its short name, VIGIE_ZONES its zones.</source>
        <translation>Les identifiants d’un compte viennent de l’environnement&#xa0;: SCW_SECRET_KEY et SCW_DEFAULT_PROJECT_ID&#xa0;; VIGIE_ACCOUNT est son nom court, VIGIE_ZONES ses zones.</translation>
    </message>
    <message>
        <source>Asks the provider for its GPU types, with price and stock.</source>
        <translation>Demande au fournisseur ses types avec GPU, leur prix et leur stock.</translation>
    </message>
    <message>
        <source>Prices are of the server alone; its volume comes on top. It fails (4) when a zone cannot be read; the others are shown.</source>
        <translation>Les prix sont ceux du serveur seul&#xa0;; son volume s’y ajoute. Échoue (4) quand une zone ne peut être lue&#xa0;; les autres sont montrées.</translation>
    </message>
    <message>
        <source>Explains a command.</source>
        <translation>Explique une commande.</translation>
    </message>
    <message>
        <source>Instances that serve language models on rented GPUs, from the command line.</source>
        <translation>Des instances qui servent des modèles de langage sur des GPU loués, en ligne de commande.</translation>
    </message>
    <message>
        <source>Usage: vigiectl COMMAND [OPTION...]</source>
        <translation>Utilisation&#xa0;: vigiectl COMMANDE [OPTION...]</translation>
    </message>
    <message>
        <source>With every command:</source>
        <translation>Avec toute commande&#xa0;:</translation>
    </message>
    <message>
        <source>Environment:</source>
        <translation>Environnement&#xa0;:</translation>
    </message>
    <message>
        <source>Where all data live (~/.local/share/vigie).</source>
        <translation>Où se trouvent toutes les données (~/.local/share/vigie).</translation>
    </message>
    <message>
        <source>A PostgreSQL server to share, instead of a private one.</source>
        <translation>Un serveur PostgreSQL à partager, au lieu d’un serveur privé.</translation>
    </message>
    <message>
        <source>The account, as for the provider&apos;s own tools.</source>
        <translation>Le compte, comme pour les outils du fournisseur.</translation>
    </message>
    <message>
        <source>Exit status: 0 done, 2 usage, 3 refused, 4 failed, 5 deadline passed.</source>
        <translation>Code de sortie&#xa0;: 0 fait, 2 utilisation, 3 refusé, 4 échec, 5 délai dépassé.</translation>
    </message>
    <message>
        <source>More, with examples: vigiectl help COMMAND</source>
        <translation>Davantage, avec des exemples&#xa0;: vigiectl help COMMANDE</translation>
    </message>
    <message>
        <source>Examples:</source>
        <translation>Exemples&#xa0;:</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOM</translation>
    </message>
    <message>
        <source>STATUS</source>
        <translation>ÉTAT</translation>
    </message>
    <message>
        <source>TYPE</source>
        <translation>TYPE</translation>
    </message>
    <message>
        <source>ZONE</source>
        <translation>ZONE</translation>
    </message>
    <message>
        <source>MODEL</source>
        <translation>MODÈLE</translation>
    </message>
    <message>
        <source>AGE</source>
        <translation>ÂGE</translation>
    </message>
    <message>
        <source>SO FAR</source>
        <translation>À CE JOUR</translation>
    </message>
    <message>
        <source>RESOURCE</source>
        <translation>RESSOURCE</translation>
    </message>
    <message>
        <source>ID AT THE PROVIDER</source>
        <translation>ID CHEZ LE FOURNISSEUR</translation>
    </message>
    <message>
        <source>WHAT</source>
        <translation>QUOI</translation>
    </message>
    <message>
        <source>SITUATION</source>
        <translation>SITUATION</translation>
    </message>
    <message>
        <source>verified gone</source>
        <translation>disparition vérifiée</translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation>en cours de suppression</translation>
    </message>
    <message>
        <source>billed</source>
        <translation>facturée</translation>
    </message>
    <message>
        <source>not billed</source>
        <translation>non facturée</translation>
    </message>
    <message>
        <source>No orchestrator is running for the account %1, and this program cannot be one:</source>
        <translation>Aucun orchestrateur ne tourne pour le compte&#xa0;%1, et ce programme ne peut pas en être un&#xa0;:</translation>
    </message>
    <message>
        <source>No orchestrator is running for this account: this command does the work while it waits.</source>
        <translation>Aucun orchestrateur ne tourne pour ce compte&#xa0;: cette commande fait le travail pendant qu’elle attend.</translation>
    </message>
    <message>
        <source>No orchestrator is running for this account: it is carried out when one runs (a window, `vigiectl orchestrate`, or --wait).</source>
        <translation>Aucun orchestrateur ne tourne pour ce compte&#xa0;: la demande sera exécutée quand il y en aura un (une fenêtre, `vigiectl orchestrate`, ou --wait).</translation>
    </message>
    <message>
        <source>The price is not known: %1.</source>
        <translation>Le prix est inconnu&#xa0;:&#xa0;%1.</translation>
    </message>
    <message>
        <source>The creation of %1 is recorded: %2, %3 for the server.</source>
        <translation>La création de&#xa0;%1 est enregistrée&#xa0;:&#xa0;%2,&#xa0;%3 pour le serveur.</translation>
    </message>
    <message>
        <source>There are no instances.</source>
        <translation>Il n’y a aucune instance.</translation>
    </message>
    <message>
        <source>There are no accounts: set SCW_SECRET_KEY and SCW_DEFAULT_PROJECT_ID, or use --demo.</source>
        <translation>Il n’y a aucun compte&#xa0;: définissez SCW_SECRET_KEY et SCW_DEFAULT_PROJECT_ID, ou utilisez --demo.</translation>
    </message>
    <message>
        <source>ACCOUNT</source>
        <translation>COMPTE</translation>
    </message>
    <message>
        <source>ENVIRONMENT</source>
        <translation>ENVIRONNEMENT</translation>
    </message>
    <message>
        <source>CREDENTIALS</source>
        <translation>IDENTIFIANTS</translation>
    </message>
    <message>
        <source>ZONES</source>
        <translation>ZONES</translation>
    </message>
    <message>
        <source>here</source>
        <translation>ici</translation>
    </message>
    <message>
        <source>not here</source>
        <translation>pas ici</translation>
    </message>
    <message>
        <source>GPUS</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>STOCK</source>
        <translation>STOCK</translation>
    </message>
    <message>
        <source>This orchestrator serves %1 on the database %2. SIGTERM or Ctrl+C ends it.</source>
        <translation>Cet orchestrateur sert&#xa0;%1 sur la base&#xa0;%2. SIGTERM ou Ctrl+C l’arrête.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Said</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation>%1, depuis&#xa0;%2</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>%1 (attempt %2)</source>
        <translation>%1 (tentative&#xa0;%2)</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>Demandée par</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Coût</translation>
    </message>
    <message>
        <source>%1 so far, %2 now</source>
        <translation>%1 à ce jour,&#xa0;%2 en ce moment</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>In its way</source>
        <translation>En travers</translation>
    </message>
    <message>
        <source>%1 (%2, %3) will be deleted at the provider, with all that it has there:</source>
        <translation>%1 (%2,&#xa0;%3) sera supprimée chez le fournisseur, avec tout ce qu’elle y possède&#xa0;:</translation>
    </message>
    <message>
        <source>nothing that is known of yet</source>
        <translation>rien de connu pour l’instant</translation>
    </message>
    <message>
        <source>It costs %1 now. Its data are lost. Terminate it? Answer yes or no.</source>
        <translation>Elle coûte&#xa0;%1 en ce moment. Ses données seront perdues. La supprimer&#xa0;? Répondez oui ou non.</translation>
    </message>
    <message>
        <source>%1 was terminated before: nothing of it is left.</source>
        <translation>%1 était déjà supprimée&#xa0;: il n’en reste rien.</translation>
    </message>
    <message>
        <source>The termination of %1 is recorded.</source>
        <translation>La suppression de&#xa0;%1 est enregistrée.</translation>
    </message>
    <message>
        <source>%1 is archived.</source>
        <translation>%1 est archivée.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>attente</translation>
    </message>
    <message>
        <source>working</source>
        <translation>travail</translation>
    </message>
    <message>
        <source>unattributed</source>
        <translation>non attribué</translation>
    </message>
    <message>
        <source>INSTANT</source>
        <translation>INSTANT</translation>
    </message>
    <message>
        <source>AFTER</source>
        <translation>APRÈS</translation>
    </message>
    <message>
        <source>WHY</source>
        <translation>POURQUOI</translation>
    </message>
    <message>
        <source>BY</source>
        <translation>PAR</translation>
    </message>
    <message>
        <source>QUEUED</source>
        <translation>MISE EN ATTENTE</translation>
    </message>
    <message>
        <source>ACTION</source>
        <translation>ACTION</translation>
    </message>
    <message>
        <source>OUTCOME</source>
        <translation>RÉSULTAT</translation>
    </message>
    <message>
        <source>WAITED</source>
        <translation>ATTENTE</translation>
    </message>
    <message>
        <source>WORKED</source>
        <translation>TRAVAIL</translation>
    </message>
    <message>
        <source>ERROR</source>
        <translation>ERREUR</translation>
    </message>
    <message>
        <source>SEGMENT</source>
        <translation>SEGMENT</translation>
    </message>
    <message>
        <source>SPENT</source>
        <translation>PASSÉ</translation>
    </message>
    <message>
        <source>SECONDS</source>
        <translation>SECONDES</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation>Tentative&#xa0;%1</translation>
    </message>
    <message>
        <source>See `vigiectl --help`.</source>
        <translation>Voir `vigiectl --help`.</translation>
    </message>
    <message>
        <source>Standard input is no terminal: nobody can be asked. Give --yes to terminate without a question.</source>
        <translation>L’entrée standard n’est pas un terminal&#xa0;: personne ne peut répondre. Donnez --yes pour supprimer sans question.</translation>
    </message>
    <message>
        <source>Standard output cannot be written to: %1</source>
        <translation>Impossible d’écrire sur la sortie standard&#xa0;:&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>Duration</name>
    <message>
        <source>%1 s</source>
        <translation>%1&#xa0;s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1&#xa0;min&#xa0;%2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1&#xa0;h&#xa0;%2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1&#xa0;j&#xa0;%2 h</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1&#xa0;ms</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1&#xa0;j</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1&#xa0;h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1&#xa0;min</translation>
    </message>
    <message>
        <source>%1 (%2 UTC)</source>
        <translation>%1 (%2 UTC)</translation>
    </message>
</context>
<context>
    <name>Environment</name>
    <message>
        <source>sandbox</source>
        <translation>bac à sable</translation>
    </message>
    <message>
        <source>staging</source>
        <translation>préproduction</translation>
    </message>
    <message>
        <source>production</source>
        <translation>production</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>This account has no credentials here</source>
        <translation>Ce compte n’a pas d’identifiants ici</translation>
    </message>
    <message>
        <source>Give this console the account&apos;s secret key, then try again.</source>
        <translation>Donnez à cette console la clé secrète du compte, puis réessayez.</translation>
    </message>
    <message>
        <source>The request is not valid</source>
        <translation>La demande n’est pas valide</translation>
    </message>
    <message>
        <source>Correct what is named and send it again.</source>
        <translation>Corrigez ce qui est indiqué et renvoyez-la.</translation>
    </message>
    <message>
        <source>The Hub does not know this model, or does not show it to this token</source>
        <translation>Le Hub ne connaît pas ce modèle, ou ne le montre pas à ce jeton</translation>
    </message>
    <message>
        <source>Check the model&apos;s id; for a private model, give a token that may read it.</source>
        <translation>Vérifiez l’identifiant du modèle&#xa0;; pour un modèle privé, donnez un jeton autorisé à le lire.</translation>
    </message>
    <message>
        <source>The model&apos;s authors ask for an agreement before it can be read</source>
        <translation>Les auteurs du modèle demandent un accord avant sa lecture</translation>
    </message>
    <message>
        <source>Accept it on the model&apos;s page, and give the token of the account that did.</source>
        <translation>Acceptez-le sur la page du modèle, et donnez le jeton du compte qui l’a accepté.</translation>
    </message>
    <message>
        <source>The model does not fit in the memory of these GPUs</source>
        <translation>Le modèle ne tient pas dans la mémoire de ces GPU</translation>
    </message>
    <message>
        <source>Choose a type with more GPU memory, or a smaller or quantised model.</source>
        <translation>Choisissez un type avec plus de mémoire GPU, ou un modèle plus petit ou quantifié.</translation>
    </message>
    <message>
        <source>This type is not sold in this zone</source>
        <translation>Ce type n’est pas vendu dans cette zone</translation>
    </message>
    <message>
        <source>Choose another zone or another type.</source>
        <translation>Choisissez une autre zone ou un autre type.</translation>
    </message>
    <message>
        <source>No usable boot image for this type in this zone</source>
        <translation>Aucune image de démarrage utilisable pour ce type dans cette zone</translation>
    </message>
    <message>
        <source>Read why each candidate was refused, then try another zone or type.</source>
        <translation>Lisez pourquoi chaque candidate a été refusée, puis essayez une autre zone ou un autre type.</translation>
    </message>
    <message>
        <source>The search for a boot image failed</source>
        <translation>La recherche d’une image de démarrage a échoué</translation>
    </message>
    <message>
        <source>Try again; when it fails again, look at the provider&apos;s status page.</source>
        <translation>Réessayez&#xa0;; si l’échec se répète, consultez la page d’état du fournisseur.</translation>
    </message>
    <message>
        <source>The account&apos;s quota is used up</source>
        <translation>Le quota du compte est épuisé</translation>
    </message>
    <message>
        <source>Ask the provider for a larger quota, or terminate something first.</source>
        <translation>Demandez un quota plus large au fournisseur, ou supprimez d’abord une instance.</translation>
    </message>
    <message>
        <source>The provider has none of this type left</source>
        <translation>Le fournisseur n’a plus de serveur de ce type</translation>
    </message>
    <message>
        <source>Choose another zone or type, or try later.</source>
        <translation>Choisissez une autre zone ou un autre type, ou réessayez plus tard.</translation>
    </message>
    <message>
        <source>The provider denies this to these credentials</source>
        <translation>Le fournisseur refuse cela à ces identifiants</translation>
    </message>
    <message>
        <source>Give the key the rights on instances and block storage in this project.</source>
        <translation>Donnez à la clé les droits sur les instances et le stockage bloc de ce projet.</translation>
    </message>
    <message>
        <source>The provider refused the request as wrong</source>
        <translation>Le fournisseur a jugé la demande incorrecte</translation>
    </message>
    <message>
        <source>Read what the provider said, and change what it names.</source>
        <translation>Lisez la réponse du fournisseur, et modifiez ce qu’elle désigne.</translation>
    </message>
    <message>
        <source>The provider cannot be reached</source>
        <translation>Le fournisseur est injoignable</translation>
    </message>
    <message>
        <source>Check the network; the work goes on by itself when it answers again.</source>
        <translation>Vérifiez le réseau&#xa0;; le travail reprend de lui-même quand il répond à nouveau.</translation>
    </message>
    <message>
        <source>The server was not powered on in time</source>
        <translation>Le serveur n’a pas été mis sous tension à temps</translation>
    </message>
    <message>
        <source>Terminate it, and create another, in another zone if it happens again.</source>
        <translation>Supprimez l’instance et créez-en une autre, dans une autre zone si cela se reproduit.</translation>
    </message>
    <message>
        <source>The provider accepted to power the server on, then had no room for it</source>
        <translation>Le fournisseur a accepté d’allumer le serveur, puis n’a pas eu de place pour lui</translation>
    </message>
    <message>
        <source>Terminate it, and choose another zone or type.</source>
        <translation>Supprimez l’instance, et choisissez une autre zone ou un autre type.</translation>
    </message>
    <message>
        <source>The server was deleted at the provider, and not by this program</source>
        <translation>Le serveur a été supprimé chez le fournisseur, et pas par ce programme</translation>
    </message>
    <message>
        <source>Ask who deleted it; create another when it is still wanted.</source>
        <translation>Demandez qui l’a supprimé&#xa0;; recréez-en une si elle est encore utile.</translation>
    </message>
    <message>
        <source>The machine did not answer over SSH in time</source>
        <translation>La machine n’a pas répondu à temps en SSH</translation>
    </message>
    <message>
        <source>Check its security group and its console at the provider, or terminate it.</source>
        <translation>Vérifiez son groupe de sécurité et sa console chez le fournisseur, ou supprimez l’instance.</translation>
    </message>
    <message>
        <source>The machine showed another host key than expected: nothing was sent to it</source>
        <translation>La machine a présenté une autre clé d’hôte que prévu&#xa0;: rien ne lui a été envoyé</translation>
    </message>
    <message>
        <source>Terminate it. If this happens again, somebody may be in between.</source>
        <translation>Supprimez l’instance. Si cela se reproduit, quelqu’un s’interpose peut-être.</translation>
    </message>
    <message>
        <source>The machine refused the SSH key</source>
        <translation>La machine a refusé la clé SSH</translation>
    </message>
    <message>
        <source>Check that the project at the provider has this console&apos;s public key.</source>
        <translation>Vérifiez que le projet chez le fournisseur contient la clé publique de cette console.</translation>
    </message>
    <message>
        <source>The worker could not be installed</source>
        <translation>Le worker n’a pas pu être installé</translation>
    </message>
    <message>
        <source>Read the last lines of the installation under Actions.</source>
        <translation>Lisez les dernières lignes de l’installation sous Actions.</translation>
    </message>
    <message>
        <source>vLLM does not answer</source>
        <translation>vLLM ne répond pas</translation>
    </message>
    <message>
        <source>Read its log on the machine, or terminate and create it again.</source>
        <translation>Lisez son journal sur la machine, ou supprimez l’instance et recréez-la.</translation>
    </message>
    <message>
        <source>The model could not be loaded</source>
        <translation>Le modèle n’a pas pu être chargé</translation>
    </message>
    <message>
        <source>Check that vLLM serves this kind of model, and that it fits.</source>
        <translation>Vérifiez que vLLM prend en charge ce genre de modèle, et qu’il tient en mémoire.</translation>
    </message>
    <message>
        <source>The GPU memory left holds less than one request of full length</source>
        <translation>La mémoire GPU restante contient moins d’une requête de longueur maximale</translation>
    </message>
    <message>
        <source>Lower the context length, or choose a type with more GPU memory.</source>
        <translation>Réduisez la longueur de contexte, ou choisissez un type avec plus de mémoire GPU.</translation>
    </message>
    <message>
        <source>It was not ready in time</source>
        <translation>L’instance n’a pas été prête à temps</translation>
    </message>
    <message>
        <source>See under Timeline where the time went; it is still billed until terminated.</source>
        <translation>Voyez sous Chronologie où le temps est passé&#xa0;; elle est facturée jusqu’à sa suppression.</translation>
    </message>
    <message>
        <source>Its health checks fail</source>
        <translation>Ses contrôles de santé échouent</translation>
    </message>
    <message>
        <source>Checks go on; terminate it if it does not come back.</source>
        <translation>Les contrôles continuent&#xa0;; supprimez l’instance si elle ne revient pas.</translation>
    </message>
    <message>
        <source>Its termination is under way</source>
        <translation>Sa suppression est en cours</translation>
    </message>
    <message>
        <source>Wait until every resource is gone.</source>
        <translation>Attendez que toutes les ressources aient disparu.</translation>
    </message>
    <message>
        <source>There is no such instance</source>
        <translation>Cette instance n’existe pas</translation>
    </message>
    <message>
        <source>Refresh the list and choose again.</source>
        <translation>Actualisez la liste et choisissez à nouveau.</translation>
    </message>
    <message>
        <source>Its status does not allow this</source>
        <translation>Son état ne le permet pas</translation>
    </message>
    <message>
        <source>Look at its status now, then choose again.</source>
        <translation>Regardez son état actuel, puis choisissez à nouveau.</translation>
    </message>
    <message>
        <source>Its status changed meanwhile</source>
        <translation>Son état a changé entre-temps</translation>
    </message>
    <message>
        <source>Look at it as it is now, and confirm again.</source>
        <translation>Regardez-la telle qu’elle est maintenant, et confirmez à nouveau.</translation>
    </message>
    <message>
        <source>There is no such account</source>
        <translation>Ce compte n’existe pas</translation>
    </message>
    <message>
        <source>Choose one of the accounts in the list.</source>
        <translation>Choisissez l’un des comptes de la liste.</translation>
    </message>
    <message>
        <source>Another orchestrator has taken this over</source>
        <translation>Un autre orchestrateur a pris le relais</translation>
    </message>
    <message>
        <source>Nothing to do: the other one goes on with it.</source>
        <translation>Rien à faire&#xa0;: l’autre poursuit le travail.</translation>
    </message>
    <message>
        <source>The create was refused</source>
        <translation>La création a été refusée</translation>
    </message>
    <message>
        <source>Change what is named and try again.</source>
        <translation>Modifiez ce qui est indiqué et réessayez.</translation>
    </message>
    <message>
        <source>It was cancelled</source>
        <translation>L’opération a été annulée</translation>
    </message>
    <message>
        <source>Ask again when it is still wanted.</source>
        <translation>Redemandez-la si elle est encore utile.</translation>
    </message>
    <message>
        <source>It took longer than allowed</source>
        <translation>Cela a pris plus de temps que permis</translation>
    </message>
    <message>
        <source>Try again; look at the connection when it happens again.</source>
        <translation>Réessayez&#xa0;; vérifiez la connexion si cela se reproduit.</translation>
    </message>
    <message>
        <source>The database cannot be reached</source>
        <translation>La base de données est injoignable</translation>
    </message>
    <message>
        <source>Check the network and the server; the console tries again by itself.</source>
        <translation>Vérifiez le réseau et le serveur&#xa0;; la console réessaie d’elle-même.</translation>
    </message>
    <message>
        <source>The database was made by a newer version of this program</source>
        <translation>La base de données a été créée par une version plus récente de ce programme</translation>
    </message>
    <message>
        <source>Update this program: an older one must not write there.</source>
        <translation>Mettez ce programme à jour&#xa0;: une version plus ancienne ne doit pas y écrire.</translation>
    </message>
    <message>
        <source>The database refuses this user</source>
        <translation>La base de données refuse cet utilisateur</translation>
    </message>
    <message>
        <source>Check the user, the password and the rights given to it.</source>
        <translation>Vérifiez l’utilisateur, le mot de passe et les droits accordés.</translation>
    </message>
    <message>
        <source>The tables could not be brought up to date; they are as they were</source>
        <translation>Les tables n’ont pas pu être mises à jour&#xa0;; elles sont restées telles quelles</translation>
    </message>
    <message>
        <source>Read what the database said, mend it, then try again.</source>
        <translation>Lisez ce que dit la base de données, réparez, puis réessayez.</translation>
    </message>
    <message>
        <source>The tables were made by another edition of the same migrations</source>
        <translation>Les tables ont été créées par une autre édition des mêmes migrations</translation>
    </message>
    <message>
        <source>Use the program that made them, or another database.</source>
        <translation>Utilisez le programme qui les a créées, ou une autre base de données.</translation>
    </message>
    <message>
        <source>PostgreSQL is not installed on this machine</source>
        <translation>PostgreSQL n’est pas installé sur cette machine</translation>
    </message>
    <message>
        <source>Install the package postgresql, or set VIGIE_DATABASE_URL to a server.</source>
        <translation>Installez le paquet postgresql, ou indiquez un serveur dans VIGIE_DATABASE_URL.</translation>
    </message>
    <message>
        <source>The version of PostgreSQL that made the private database is missing</source>
        <translation>La version de PostgreSQL qui a créé la base privée est absente</translation>
    </message>
    <message>
        <source>Install that version again: the data is intact.</source>
        <translation>Réinstallez cette version&#xa0;: les données sont intactes.</translation>
    </message>
    <message>
        <source>The private database was made by a newer PostgreSQL than is installed</source>
        <translation>La base privée a été créée par un PostgreSQL plus récent que celui installé</translation>
    </message>
    <message>
        <source>Install that newer version: the data is intact.</source>
        <translation>Installez cette version plus récente&#xa0;: les données sont intactes.</translation>
    </message>
    <message>
        <source>The private database is damaged or incomplete</source>
        <translation>La base privée est endommagée ou incomplète</translation>
    </message>
    <message>
        <source>Restore its folder from a backup, or move it away to begin anew.</source>
        <translation>Restaurez son dossier depuis une sauvegarde, ou déplacez-le pour repartir de zéro.</translation>
    </message>
    <message>
        <source>The private database could not be made</source>
        <translation>La base privée n’a pas pu être créée</translation>
    </message>
    <message>
        <source>Read what initdb said, mend it, then try again.</source>
        <translation>Lisez ce que dit initdb, réparez, puis réessayez.</translation>
    </message>
    <message>
        <source>The private database does not start</source>
        <translation>La base privée ne démarre pas</translation>
    </message>
    <message>
        <source>Read its log, mend what it names, then try again.</source>
        <translation>Lisez son journal, réparez ce qu’il désigne, puis réessayez.</translation>
    </message>
    <message>
        <source>Another server uses the private database&apos;s folder</source>
        <translation>Un autre serveur utilise le dossier de la base privée</translation>
    </message>
    <message>
        <source>Stop that server, or give this program another data folder.</source>
        <translation>Arrêtez ce serveur, ou donnez à ce programme un autre dossier de données.</translation>
    </message>
    <message>
        <source>The private database&apos;s socket has a path that cannot be used</source>
        <translation>Le socket de la base privée a un chemin inutilisable</translation>
    </message>
    <message>
        <source>Use a data folder with a shorter path that you may write to.</source>
        <translation>Utilisez un dossier de données au chemin plus court, où vous pouvez écrire.</translation>
    </message>
    <message>
        <source>The disk is full</source>
        <translation>Le disque est plein</translation>
    </message>
    <message>
        <source>Make room on the disk, then try again.</source>
        <translation>Libérez de la place sur le disque, puis réessayez.</translation>
    </message>
    <message>
        <source>The user that would run the database is not in the password file</source>
        <translation>L’utilisateur qui ferait tourner la base de données n’est pas dans le fichier des mots de passe</translation>
    </message>
    <message>
        <source>Run this program as a user that exists on this machine.</source>
        <translation>Lancez ce programme sous un utilisateur qui existe sur cette machine.</translation>
    </message>
    <message>
        <source>The data folder cannot be used</source>
        <translation>Le dossier de données est inutilisable</translation>
    </message>
    <message>
        <source>Check that the folder is yours and that you may write to it.</source>
        <translation>Vérifiez que le dossier vous appartient et que vous pouvez y écrire.</translation>
    </message>
    <message>
        <source>The sandbox cloud does not start</source>
        <translation>Le cloud du bac à sable ne démarre pas</translation>
    </message>
    <message>
        <source>Read what it said; another demonstration may be running.</source>
        <translation>Lisez ce qu’il a dit&#xa0;; une autre démonstration tourne peut-être.</translation>
    </message>
    <message>
        <source>Something unexpected happened in this program</source>
        <translation>Quelque chose d’inattendu s’est produit dans ce programme</translation>
    </message>
    <message>
        <source>Try again, and report it with the details when it happens again.</source>
        <translation>Réessayez, et signalez-le avec les détails si cela se reproduit.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>ErrorParam</name>
    <message>
        <source>zone %1</source>
        <translation>zone&#xa0;%1</translation>
    </message>
    <message>
        <source>type %1</source>
        <translation>type&#xa0;%1</translation>
    </message>
    <message>
        <source>account %1</source>
        <translation>compte&#xa0;%1</translation>
    </message>
    <message>
        <source>path %1</source>
        <translation>chemin&#xa0;%1</translation>
    </message>
    <message>
        <source>folder %1</source>
        <translation>dossier&#xa0;%1</translation>
    </message>
    <message>
        <source>after %1 s</source>
        <translation>après&#xa0;%1&#xa0;s</translation>
    </message>
    <message>
        <source>phase %1</source>
        <translation>phase&#xa0;%1</translation>
    </message>
    <message>
        <source>port %1</source>
        <translation>port&#xa0;%1</translation>
    </message>
    <message>
        <source>address %1</source>
        <translation>adresse&#xa0;%1</translation>
    </message>
    <message>
        <source>host %1</source>
        <translation>hôte&#xa0;%1</translation>
    </message>
    <message>
        <source>status %1</source>
        <translation>état&#xa0;%1</translation>
    </message>
    <message>
        <source>model %1</source>
        <translation>modèle&#xa0;%1</translation>
    </message>
    <message>
        <source>field %1</source>
        <translation>champ&#xa0;%1</translation>
    </message>
    <message>
        <source>reason: %1</source>
        <translation>raison&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>version&#xa0;%1</translation>
    </message>
    <message>
        <source>resource %1</source>
        <translation>ressource&#xa0;%1</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>de&#xa0;%1</translation>
    </message>
    <message>
        <source>to %1</source>
        <translation>à&#xa0;%1</translation>
    </message>
    <message>
        <source>database %1</source>
        <translation>base&#xa0;%1</translation>
    </message>
    <message>
        <source>log %1</source>
        <translation>journal&#xa0;%1</translation>
    </message>
    <message>
        <source>package %1</source>
        <translation>paquet&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>ModelId</name>
    <message>
        <source>Type a model: Org/Name, a bare name, or its page&apos;s address.</source>
        <translation>Saisissez un modèle&#xa0;: Org/Nom, un nom seul, ou l’adresse de sa page.</translation>
    </message>
    <message>
        <source>A model id has no spaces inside.</source>
        <translation>Un identifiant de modèle ne contient pas d’espace.</translation>
    </message>
    <message>
        <source>One slash at most: Org/Name.</source>
        <translation>Une seule barre oblique au plus&#xa0;: Org/Nom.</translation>
    </message>
    <message>
        <source>&quot;--&quot; and &quot;..&quot; are not allowed in a model id.</source>
        <translation>«&#xa0;--&#xa0;» et «&#xa0;..&#xa0;» sont interdits dans un identifiant de modèle.</translation>
    </message>
    <message>
        <source>A model id does not end with .git: leave it out.</source>
        <translation>Un identifiant de modèle ne finit pas par .git&#xa0;: retirez-le.</translation>
    </message>
    <message>
        <source>Too long: the organization and the name have 96 characters each at most.</source>
        <translation>Trop long&#xa0;: l’organisation et le nom ont chacun 96 caractères au plus.</translation>
    </message>
    <message>
        <source>Only letters without accents, digits, and - _ . are allowed.</source>
        <translation>Seuls les lettres sans accent, les chiffres et - _ . sont permis.</translation>
    </message>
    <message>
        <source>The organization and the name begin and end with a letter, a digit or _.</source>
        <translation>L’organisation et le nom commencent et finissent par une lettre, un chiffre ou _.</translation>
    </message>
    <message>
        <source>name:quant is the syntax of other tools. Type the repository&apos;s id, and @revision for a branch.</source>
        <translation>nom:quant est la syntaxe d’autres outils. Saisissez l’identifiant du dépôt, et @révision pour une branche.</translation>
    </message>
    <message>
        <source>This address is not a model&apos;s page on huggingface.co.</source>
        <translation>Cette adresse n’est pas la page d’un modèle sur huggingface.co.</translation>
    </message>
</context>
<context>
    <name>Money</name>
    <message>
        <source>%1 EUR</source>
        <translation>%1&#xa0;EUR</translation>
    </message>
    <message>
        <source>%1 EUR/h</source>
        <translation>%1&#xa0;EUR/h</translation>
    </message>
    <message>
        <source>%1%</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 GiB</source>
        <translation>%1&#xa0;Gio</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1&#xa0;Go</translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>A console for instances that serve language models on rented GPUs.</source>
        <translation>Une console pour les instances qui servent des modèles de langage sur des GPU loués.</translation>
    </message>
    <message>
        <source>Against a cloud on this machine: needs no account and costs nothing.</source>
        <translation>Avec un cloud sur cette machine&#xa0;: ne demande aucun compte et ne coûte rien.</translation>
    </message>
    <message>
        <source>With --demo: plays the main job in the window by itself, saves screenshots, and ends.</source>
        <translation>Avec --demo&#xa0;: joue seul la tâche principale dans la fenêtre, enregistre des captures d’écran, et se termine.</translation>
    </message>
    <message>
        <source>With --play: stays open afterwards.</source>
        <translation>Avec --play&#xa0;: reste ouvert ensuite.</translation>
    </message>
    <message>
        <source>With --demo: how many times faster than life the cloud is.</source>
        <translation>Avec --demo&#xa0;: combien de fois le cloud va plus vite que la réalité.</translation>
    </message>
    <message>
        <source>With --play: the folder for the screenshots.</source>
        <translation>Avec --play&#xa0;: le dossier des captures d’écran.</translation>
    </message>
    <message>
        <source>--time-scale takes a number above 0 and up to 1000.</source>
        <translation>--time-scale prend un nombre supérieur à 0, jusqu’à 1000.</translation>
    </message>
    <message>
        <source>--play goes with --demo: it creates and terminates an instance.</source>
        <translation>--play va avec --demo&#xa0;: il crée et supprime une instance.</translation>
    </message>
</context>
<context>
    <name>Reason</name>
    <message>
        <source>asked by an operator</source>
        <translation>demandé par un opérateur</translation>
    </message>
    <message>
        <source>the server is running</source>
        <translation>le serveur tourne</translation>
    </message>
    <message>
        <source>SSH answers</source>
        <translation>SSH répond</translation>
    </message>
    <message>
        <source>the worker is installed</source>
        <translation>le worker est installé</translation>
    </message>
    <message>
        <source>it answers</source>
        <translation>elle répond</translation>
    </message>
    <message>
        <source>every resource is gone</source>
        <translation>toutes les ressources ont disparu</translation>
    </message>
</context>
<context>
    <name>Resource</name>
    <message>
        <source>server</source>
        <translation>serveur</translation>
    </message>
    <message>
        <source>volume</source>
        <translation>volume</translation>
    </message>
    <message>
        <source>address</source>
        <translation>adresse</translation>
    </message>
    <message>
        <source>security group</source>
        <translation>groupe de sécurité</translation>
    </message>
</context>
<context>
    <name>Status</name>
    <message>
        <source>Provisioning</source>
        <translation>Création</translation>
    </message>
    <message>
        <source>Booting</source>
        <translation>Amorçage</translation>
    </message>
    <message>
        <source>Installing</source>
        <translation>Installation</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prête</translation>
    </message>
    <message>
        <source>Unavailable</source>
        <translation>Indisponible</translation>
    </message>
    <message>
        <source>Draining</source>
        <translation>Vidage</translation>
    </message>
    <message>
        <source>Terminating</source>
        <translation>Suppression</translation>
    </message>
    <message>
        <source>Terminated</source>
        <translation>Supprimée</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archivée</translation>
    </message>
    <message>
        <source>Not created</source>
        <translation>Non créée</translation>
    </message>
    <message>
        <source>Did not start</source>
        <translation>Pas démarrée</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>En échec</translation>
    </message>
    <message>
        <source>Unknown (%1)</source>
        <translation>Inconnu (%1)</translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>Starting</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Looking for the private database</source>
        <translation>Recherche de la base privée</translation>
    </message>
    <message>
        <source>Making the private database: a second or two, once</source>
        <translation>Création de la base privée&#xa0;: une ou deux secondes, une seule fois</translation>
    </message>
    <message>
        <source>Starting the private database</source>
        <translation>Démarrage de la base privée</translation>
    </message>
    <message>
        <source>The private database is recovering from a crash</source>
        <translation>La base privée se remet d’un arrêt brutal</translation>
    </message>
    <message>
        <source>Bringing the tables up to date</source>
        <translation>Mise à jour des tables</translation>
    </message>
    <message>
        <source>Starting the sandbox cloud</source>
        <translation>Démarrage du cloud du bac à sable</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Connexion</translation>
    </message>
</context>
<context>
    <name>Stock</name>
    <message>
        <source>not said</source>
        <translation>non précisé</translation>
    </message>
    <message>
        <source>available</source>
        <translation>disponible</translation>
    </message>
    <message>
        <source>scarce</source>
        <translation>rare</translation>
    </message>
    <message>
        <source>none left</source>
        <translation>épuisé</translation>
    </message>
</context>
<context>
    <name>vigie::application::Play</name>
    <message>
        <source>The screenshot %1 could not be saved.</source>
        <translation>La capture d’écran&#xa0;%1 n’a pas pu être enregistrée.</translation>
    </message>
    <message>
        <source>It did not go as it should: %1</source>
        <translation>Cela ne s’est pas passé comme prévu&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>Screenshots: %1</source>
        <translation>Captures d’écran&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>The window stays open; Ctrl+C ends it.</source>
        <translation>La fenêtre reste ouverte&#xa0;; Ctrl+C l’arrête.</translation>
    </message>
    <message>
        <source>Starting the private database, the cloud of the demonstration and the console ...</source>
        <translation>Démarrage de la base privée, du cloud de démonstration et de la console ...</translation>
    </message>
    <message>
        <source>The console did not become live.</source>
        <translation>La console n’est pas passée en direct.</translation>
    </message>
    <message>
        <source>The instance did not become ready in time.</source>
        <translation>L’instance n’a pas été prête à temps.</translation>
    </message>
    <message>
        <source>The instance did not become ready.</source>
        <translation>L’instance n’est pas devenue prête.</translation>
    </message>
    <message>
        <source>Creating an instance of %1 on %2 through the dialog ...</source>
        <translation>Création d’une instance de&#xa0;%1 sur&#xa0;%2 par la boîte de dialogue ...</translation>
    </message>
    <message>
        <source>The dialog did not open.</source>
        <translation>La boîte de dialogue ne s’est pas ouverte.</translation>
    </message>
    <message>
        <source>The cloud did not offer %1.</source>
        <translation>Le cloud n’a pas proposé&#xa0;%1.</translation>
    </message>
    <message>
        <source>The request was not answered.</source>
        <translation>La demande est restée sans réponse.</translation>
    </message>
    <message>
        <source>Terminating it through the dialog ...</source>
        <translation>Suppression par la boîte de dialogue ...</translation>
    </message>
    <message>
        <source>The termination could not be confirmed.</source>
        <translation>La suppression n’a pas pu être confirmée.</translation>
    </message>
    <message>
        <source>The termination did not end in time.</source>
        <translation>La suppression ne s’est pas terminée à temps.</translation>
    </message>
    <message>
        <source>Cost of it all: %1</source>
        <translation>Coût total&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>Timeline:</source>
        <translation>Chronologie&#xa0;:</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>non enregistré</translation>
    </message>
    <message>
        <source>%1 (waiting)</source>
        <translation>%1 (attente)</translation>
    </message>
    <message>
        <source>in all</source>
        <translation>au total</translation>
    </message>
    <message>
        <source>Something is left at the cloud.</source>
        <translation>Il reste quelque chose dans le cloud.</translation>
    </message>
    <message>
        <source>The cloud did not say what it has.</source>
        <translation>Le cloud n’a pas dit ce qu’il contient.</translation>
    </message>
    <message>
        <source>Left at the cloud of this instance: %1 servers, %2 volumes, %3 addresses.</source>
        <translation>Reste de cette instance dans le cloud&#xa0;:&#xa0;%1 serveurs,&#xa0;%2 volumes,&#xa0;%3 adresses.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::ActionReport</name>
    <message>
        <source>Phases:</source>
        <translation>Phases&#xa0;:</translation>
    </message>
    <message>
        <source>not begun</source>
        <translation>pas commencée</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>%1 jusqu’ici</translation>
    </message>
    <message>
        <source>  failed</source>
        <translation>  échec</translation>
    </message>
    <message>
        <source>Last lines:</source>
        <translation>Dernières lignes&#xa0;:</translation>
    </message>
    <message>
        <source>Nothing more is recorded of this action.</source>
        <translation>Rien d’autre n’est enregistré pour cette action.</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>sautée</translation>
    </message>
</context>
<context>
    <name>vigie::ui::Actions</name>
    <message>
        <source>&amp;Fleet</source>
        <translation>&amp;Parc</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Langue</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>&amp;Couleurs</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>&amp;New instance...</source>
        <translation>&amp;Nouvelle instance...</translation>
    </message>
    <message>
        <source>New instance</source>
        <translation>Nouvelle instance</translation>
    </message>
    <message>
        <source>&amp;Terminate...</source>
        <translation>&amp;Supprimer...</translation>
    </message>
    <message>
        <source>Terminate</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>&amp;Refresh now</source>
        <translation>Ac&amp;tualiser</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filtrer</translation>
    </message>
    <message>
        <source>Go to the &amp;table</source>
        <translation>Aller au &amp;tableau</translation>
    </message>
    <message>
        <source>Go to the &amp;details</source>
        <translation>Aller aux &amp;détails</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Raccourcis clavier</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Comme le s&amp;ystème</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>Create an instance</source>
        <translation>Créer une instance</translation>
    </message>
    <message>
        <source>Try at once what waits, and read again</source>
        <translation>Réessayer tout de suite ce qui attend, et relire</translation>
    </message>
</context>
<context>
    <name>vigie::ui::ActionsTab</name>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Waited</source>
        <translation>Attente</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Tentative</translation>
    </message>
    <message>
        <source>Done by</source>
        <translation>Exécutée par</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Erreur</translation>
    </message>
    <message>
        <source>Choose an action to see what it recorded.</source>
        <translation>Choisissez une action pour voir ce qu’elle a enregistré.</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>What the chosen action recorded</source>
        <translation>Ce que l’action choisie a enregistré</translation>
    </message>
</context>
<context>
    <name>vigie::ui::CreateDialog</name>
    <message>
        <source>Waiting for the answer.</source>
        <translation>En attente de la réponse.</translation>
    </message>
    <message>
        <source>Creating...</source>
        <translation>Création...</translation>
    </message>
    <message>
        <source>Create for %1</source>
        <translation>Créer pour&#xa0;%1</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Créer</translation>
    </message>
    <message>
        <source>Choose a model and a type to see the price.</source>
        <translation>Choisissez un modèle et un type pour voir le prix.</translation>
    </message>
    <message>
        <source>The provider does not say what this type costs.</source>
        <translation>Le fournisseur ne dit pas ce que coûte ce type.</translation>
    </message>
    <message>
        <source>Server %1 + volume about %2 + address about %3 = %4, from power-on until terminated</source>
        <translation>Serveur&#xa0;%1 + volume environ&#xa0;%2 + adresse environ&#xa0;%3 =&#xa0;%4, de la mise sous tension à la suppression</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>cause, remedy</comment>
        <translation>%1.&#xa0;%2</translation>
    </message>
    <message>
        <source>New instance</source>
        <translation>Nouvelle instance</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>made from the model when left empty</source>
        <translation>déduit du modèle si le champ reste vide</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Disque</translation>
    </message>
    <message>
        <source>Size of the root volume in gigabytes</source>
        <translation>Taille du volume racine en gigaoctets</translation>
    </message>
    <message>
        <source> GB</source>
        <translation> Go</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>vigie::ui::DetailsPane</name>
    <message>
        <source>created %1 ago</source>
        <translation>créée il y a&#xa0;%1</translation>
    </message>
    <message>
        <source>Nothing is left to terminate: it is being terminated, or gone.</source>
        <translation>Il n’y a plus rien à supprimer&#xa0;: l’instance est en cours de suppression, ou disparue.</translation>
    </message>
    <message>
        <source>Details of the chosen instance</source>
        <translation>Détails de l’instance choisie</translation>
    </message>
    <message>
        <source>Choose an instance to see its timeline, actions and resources.</source>
        <translation>Choisissez une instance pour voir sa chronologie, ses actions et ses ressources.</translation>
    </message>
    <message>
        <source>Terminate...</source>
        <translation>Supprimer...</translation>
    </message>
    <message>
        <source>Terminate this instance</source>
        <translation>Supprimer cette instance</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Chronologie</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>Actions</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message>
        <source>The details could not be read. %1. %2</source>
        <translation>Les détails n’ont pas pu être lus.&#xa0;%1.&#xa0;%2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::EmptyPage</name>
    <message>
        <source>No instances yet</source>
        <translation>Pas encore d’instance</translation>
    </message>
    <message>
        <source>No instance matches the filter</source>
        <translation>Aucune instance ne correspond au filtre</translation>
    </message>
    <message>
        <source>An instance is a server with GPUs, rented by the hour, that serves one language model. Vigie creates it, installs the worker, shows how far it has come, and deletes everything of it when you terminate it.</source>
        <translation>Une instance est un serveur équipé de GPU, loué à l’heure, qui sert un modèle de langage. Vigie la crée, installe le worker, montre où elle en est, et efface tout ce qui lui appartient quand vous la supprimez.</translation>
    </message>
    <message>
        <source>Every word of the filter must be in its name, model, offer, zone, address or status.</source>
        <translation>Chaque mot du filtre doit figurer dans le nom, le modèle, l’offre, la zone, l’adresse ou l’état.</translation>
    </message>
    <message>
        <source>New instance...</source>
        <translation>Nouvelle instance...</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Effacer le filtre</translation>
    </message>
</context>
<context>
    <name>vigie::ui::EnvironmentEdge</name>
    <message>
        <source>Environment: %1</source>
        <translation>Environnement&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>No environment</source>
        <translation>Aucun environnement</translation>
    </message>
</context>
<context>
    <name>vigie::ui::FailureCard</name>
    <message>
        <source>price not known</source>
        <translation>prix inconnu</translation>
    </message>
    <message>
        <source>still billed %1</source>
        <translation>encore facturée&#xa0;%1</translation>
    </message>
    <message>
        <source>nothing billed</source>
        <translation>rien de facturé</translation>
    </message>
    <message>
        <source>Failure: %1</source>
        <translation>Échec&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>It is tried again by itself. %1</source>
        <translation>Vigie réessaie d’elle-même. %1</translation>
    </message>
    <message>
        <source>billed %1</source>
        <translation>facturée&#xa0;%1</translation>
    </message>
    <message>
        <source>Trying again: %1</source>
        <translation>Nouvel essai&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::FailurePage</name>
    <message>
        <source>Until this is mended nothing can be created, followed or terminated from here. What runs goes on, and is billed.</source>
        <translation>Tant que ce n’est pas réparé, rien ne peut être créé, suivi ni supprimé d’ici. Ce qui tourne continue, et reste facturé.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>vigie::ui::FilterBar</name>
    <message>
        <source>Filter by name, model, offer, zone, address or status  ( / )</source>
        <translation>Filtrer par nom, modèle, offre, zone, adresse ou état  ( / )</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Archived too</source>
        <translation>Archivées aussi</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur&#xa0;%2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::FleetView</name>
    <message>
        <source>Instances</source>
        <translation>Instances</translation>
    </message>
    <message>
        <source>One row for each instance, live.</source>
        <translation>Une ligne par instance, en direct.</translation>
    </message>
</context>
<context>
    <name>vigie::ui::InstanceTexts</name>
    <message>
        <source>Status</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>Offre</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>In status for</source>
        <translation>Dans l’état</translation>
    </message>
    <message>
        <source>EUR/h</source>
        <translation>EUR/h</translation>
    </message>
    <message>
        <source>EUR so far</source>
        <translation>Coût EUR</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>Since %1</source>
        <translation>Depuis le&#xa0;%1</translation>
    </message>
    <message>
        <source>Attempt %1: %2</source>
        <translation>Tentative&#xa0;%1&#xa0;:&#xa0;%2</translation>
    </message>
    <message>
        <source>The price of a resource is not known.</source>
        <translation>Le prix d’une ressource est inconnu.</translation>
    </message>
    <message>
        <source>It failed, and is still billed. Terminate it to stop the bill.</source>
        <translation>Elle a échoué, et reste facturée. Supprimez-la pour arrêter la facturation.</translation>
    </message>
    <message numerus="yes">
        <source>Billed now, for %n resource(s).</source>
        <translation>
            <numerusform>Facturée en ce moment, pour&#xa0;%n ressource.</numerusform>
            <numerusform>Facturée en ce moment, pour&#xa0;%n ressources.</numerusform>
        </translation>
    </message>
    <message>
        <source>Since its creation on %1</source>
        <translation>Depuis sa création le&#xa0;%1</translation>
    </message>
    <message>
        <source>Trying again: %1</source>
        <translation>Nouvel essai&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::KeysDialog</name>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Table: on to the details</source>
        <translation>Tableau&#xa0;: passer aux détails</translation>
    </message>
    <message>
        <source>Left, Right</source>
        <translation>Gauche, Droite</translation>
    </message>
    <message>
        <source>Timeline: from item to item</source>
        <translation>Chronologie&#xa0;: d’un élément à l’autre</translation>
    </message>
    <message>
        <source>+, -</source>
        <translation>+, -</translation>
    </message>
    <message>
        <source>Timeline: zoom</source>
        <translation>Chronologie&#xa0;: zoom</translation>
    </message>
    <message>
        <source>0, 1</source>
        <translation>0, 1</translation>
    </message>
    <message>
        <source>Timeline: the whole, the eventful part</source>
        <translation>Chronologie&#xa0;: tout, la partie mouvementée</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Leave a dialog, clear the filter</source>
        <translation>Quitter une boîte de dialogue, effacer le filtre</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>vigie::ui::MainWindow</name>
    <message>
        <source>Not connected to a database.</source>
        <translation>Aucune connexion à une base de données.</translation>
    </message>
    <message>
        <source>Choose an instance first.</source>
        <translation>Choisissez d’abord une instance.</translation>
    </message>
    <message>
        <source>Create an instance</source>
        <translation>Créer une instance</translation>
    </message>
    <message>
        <source>Terminate the chosen instance</source>
        <translation>Supprimer l’instance choisie</translation>
    </message>
    <message>
        <source>Nothing is left to terminate: it is being terminated, or gone.</source>
        <translation>Il n’y a plus rien à supprimer&#xa0;: l’instance est en cours de suppression, ou disparue.</translation>
    </message>
    <message>
        <source>&amp;Bring back from the archive</source>
        <translation>Sortir des a&amp;rchives</translation>
    </message>
    <message>
        <source>&amp;Archive</source>
        <translation>&amp;Archiver</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Désarchiver</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiver</translation>
    </message>
    <message>
        <source>Show it in the list again</source>
        <translation>La remettre dans la liste</translation>
    </message>
    <message>
        <source>Hide the chosen instance from the list</source>
        <translation>Retirer l’instance choisie de la liste</translation>
    </message>
    <message>
        <source>Only a terminated instance can be archived.</source>
        <translation>Seule une instance supprimée peut être archivée.</translation>
    </message>
    <message>
        <source>Vigie - %1</source>
        <comment>environment</comment>
        <translation>Vigie -&#xa0;%1</translation>
    </message>
    <message>
        <source>Vigie</source>
        <translation>Vigie</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>Menus</translation>
    </message>
</context>
<context>
    <name>vigie::ui::ModelField</name>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Well-known public models</source>
        <translation>Modèles publics connus</translation>
    </message>
    <message>
        <source>%1 on the Hugging Face Hub</source>
        <translation>%1 sur le Hub Hugging Face</translation>
    </message>
    <message>
        <source>%1 on the Hugging Face Hub, revision %2</source>
        <translation>%1 sur le Hub Hugging Face, révision&#xa0;%2</translation>
    </message>
    <message>
        <source>Any public model is welcome, listed below or not.</source>
        <translation>Tout modèle public convient, qu’il soit dans la liste ou non.</translation>
    </message>
    <message>
        <source>Org/Name, or its page&apos;s address</source>
        <translation>Org/Nom, ou l’adresse de sa page</translation>
    </message>
</context>
<context>
    <name>vigie::ui::NoticeBar</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Fermer cet avis</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>cause, remedy</comment>
        <translation>%1.&#xa0;%2</translation>
    </message>
</context>
<context>
    <name>vigie::ui::OfferPicker</name>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>GPUs</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>EUR/h</source>
        <translation>EUR/h</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Stock</translation>
    </message>
    <message>
        <source>%1: %2 cores, %3 of memory, %4</source>
        <translation>%1&#xa0;:&#xa0;%2 cœurs,&#xa0;%3 de mémoire,&#xa0;%4</translation>
    </message>
    <message>
        <source>There is no provider account yet.</source>
        <translation>Il n’y a pas encore de compte fournisseur.</translation>
    </message>
    <message>
        <source>Choose a type in the table.</source>
        <translation>Choisissez un type dans le tableau.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>account, environment</comment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>All zones</source>
        <translation>Toutes les zones</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>zone, error</comment>
        <translation>%1&#xa0;:&#xa0;%2</translation>
    </message>
    <message numerus="yes">
        <source>Asking the provider about %n zone(s)...</source>
        <translation>
            <numerusform>Interrogation du fournisseur pour&#xa0;%n zone...</numerusform>
            <numerusform>Interrogation du fournisseur pour&#xa0;%n zones...</numerusform>
        </translation>
    </message>
    <message>
        <source>No type with a GPU is sold here.</source>
        <translation>Aucun type avec GPU n’est vendu ici.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Provider account</source>
        <translation>Compte fournisseur</translation>
    </message>
    <message>
        <source>Types on offer</source>
        <translation>Types proposés</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>vigie::ui::OverviewTab</name>
    <message>
        <source>%1 in %2</source>
        <comment>type, zone</comment>
        <translation>%1 dans&#xa0;%2</translation>
    </message>
    <message>
        <source>%1, since %2</source>
        <translation>%1, depuis&#xa0;%2</translation>
    </message>
    <message>
        <source>%1 ago, by %2</source>
        <translation>il y a&#xa0;%1, par&#xa0;%2</translation>
    </message>
    <message numerus="yes">
        <source>%n not yet gone</source>
        <translation>
            <numerusform>%n pas encore disparue</numerusform>
            <numerusform>%n pas encore disparues</numerusform>
        </translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Offer</source>
        <translation>Offre</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Compte</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Prix</translation>
    </message>
    <message>
        <source>Cost so far</source>
        <translation>Coût à ce jour</translation>
    </message>
    <message>
        <source>In status</source>
        <translation>Dans cet état</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Tentative</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
</context>
<context>
    <name>vigie::ui::ResourcesTab</name>
    <message>
        <source>Kind</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Détail</translation>
    </message>
    <message>
        <source>Id at the provider</source>
        <translation>Identifiant chez le fournisseur</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>EUR/h</source>
        <translation>EUR/h</translation>
    </message>
    <message>
        <source>Billed from</source>
        <translation>Facturée depuis</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>not billed</source>
        <translation>non facturée</translation>
    </message>
    <message>
        <source>gone since %1</source>
        <translation>disparue depuis&#xa0;%1</translation>
    </message>
    <message>
        <source>being deleted</source>
        <translation>en cours de suppression</translation>
    </message>
    <message>
        <source>exists</source>
        <translation>existe</translation>
    </message>
    <message>
        <source>Resources</source>
        <translation>Ressources</translation>
    </message>
    <message numerus="yes">
        <source>%n resource(s) not yet gone, %1 now</source>
        <translation>
            <numerusform>%n ressource pas encore disparue,&#xa0;%1 en ce moment</numerusform>
            <numerusform>%n ressources pas encore disparues,&#xa0;%1 en ce moment</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vigie::ui::StartPage</name>
    <message>
        <source>Vigie is starting</source>
        <translation>Vigie démarre</translation>
    </message>
</context>
<context>
    <name>vigie::ui::StatusLine</name>
    <message>
        <source>Live</source>
        <translation>En direct</translation>
    </message>
    <message>
        <source>Live, but no orchestrator runs: requests are recorded, and wait</source>
        <translation>En direct, mais aucun orchestrateur ne tourne&#xa0;: les demandes sont enregistrées, et attendent</translation>
    </message>
    <message>
        <source>Reconnecting</source>
        <translation>Reconnexion</translation>
    </message>
    <message>
        <source>Reconnecting: as of %1</source>
        <translation>Reconnexion&#xa0;: situation à&#xa0;%1</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>private database</source>
        <translation>base privée</translation>
    </message>
    <message>
        <source>database %1</source>
        <translation>base&#xa0;%1</translation>
    </message>
    <message>
        <source>as %1</source>
        <comment>a database user</comment>
        <translation>en tant que&#xa0;%1</translation>
    </message>
    <message numerus="yes">
        <source>%n orchestrator(s)</source>
        <translation>
            <numerusform>%n orchestrateur</numerusform>
            <numerusform>%n orchestrateurs</numerusform>
        </translation>
    </message>
    <message>
        <source>Connection: %1</source>
        <translation>Connexion&#xa0;:&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::SummaryBar</name>
    <message>
        <source>No instances</source>
        <translation>Aucune instance</translation>
    </message>
    <message numerus="yes">
        <source>%n ready</source>
        <translation>
            <numerusform>%n prête</numerusform>
            <numerusform>%n prêtes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n in progress</source>
        <translation>
            <numerusform>%n en cours</numerusform>
            <numerusform>%n en cours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) attention</source>
        <translation>
            <numerusform>%n à surveiller</numerusform>
            <numerusform>%n à surveiller</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n en échec</numerusform>
            <numerusform>%n en échec</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n terminated</source>
        <translation>
            <numerusform>%n supprimée</numerusform>
            <numerusform>%n supprimées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed, still billed</source>
        <translation>
            <numerusform>%n en échec, encore facturée</numerusform>
            <numerusform>%n en échec, encore facturées</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 now</source>
        <translation>%1 en ce moment</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>au moins&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::TerminateDialog</name>
    <message>
        <source>Will be deleted</source>
        <translation>Sera supprimé</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>Détail</translation>
    </message>
    <message>
        <source>Zone</source>
        <translation>Zone</translation>
    </message>
    <message>
        <source>EUR/h</source>
        <translation>EUR/h</translation>
    </message>
    <message>
        <source>Waiting for the answer.</source>
        <translation>En attente de la réponse.</translation>
    </message>
    <message>
        <source>What it owns could not be read.</source>
        <translation>Ce qui lui appartient n’a pas pu être lu.</translation>
    </message>
    <message>
        <source>Reading what it owns...</source>
        <translation>Lecture de ce qui lui appartient...</translation>
    </message>
    <message>
        <source>It is being terminated already.</source>
        <translation>Sa suppression est déjà en cours.</translation>
    </message>
    <message>
        <source>Type the name first.</source>
        <translation>Saisissez d’abord le nom.</translation>
    </message>
    <message>
        <source>Its status changed since this was opened: it is %1 now.</source>
        <translation>Son état a changé depuis l’ouverture&#xa0;: il est maintenant «&#xa0;%1&#xa0;».</translation>
    </message>
    <message numerus="yes">
        <source>%n resource(s), %1 now: the bill ends when each is verified gone.</source>
        <translation>
            <numerusform>%n ressource,&#xa0;%1 en ce moment&#xa0;: la facturation cesse quand sa disparition est vérifiée.</numerusform>
            <numerusform>%n ressources,&#xa0;%1 en ce moment&#xa0;: la facturation cesse quand la disparition de chacune est vérifiée.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>cause, remedy</comment>
        <translation>%1.&#xa0;%2</translation>
    </message>
    <message>
        <source>Terminate</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Terminate %1 (%2)?</source>
        <comment>name, environment</comment>
        <translation>Supprimer&#xa0;%1 (%2)&#xa0;?</translation>
    </message>
    <message>
        <source>%1 on %2 in %3. This cannot be undone.</source>
        <translation>%1 sur&#xa0;%2 dans&#xa0;%3. C’est irréversible.</translation>
    </message>
    <message>
        <source>Type %1 to confirm:</source>
        <translation>Saisissez&#xa0;%1 pour confirmer&#xa0;:</translation>
    </message>
    <message>
        <source>The instance&apos;s name, to confirm</source>
        <translation>Le nom de l’instance, pour confirmer</translation>
    </message>
    <message>
        <source>What will be deleted</source>
        <translation>Ce qui sera supprimé</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>vigie::ui::TimelineTab</name>
    <message>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Raison</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Par</translation>
    </message>
    <message>
        <source>Transitions</source>
        <translation>Transitions</translation>
    </message>
    <message>
        <source>Whole</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Eventful part</source>
        <translation>Partie mouvementée</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Réduire</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Show the whole</source>
        <translation>Tout montrer</translation>
    </message>
    <message>
        <source>Show the eventful part</source>
        <translation>Montrer la partie mouvementée</translation>
    </message>
</context>
<context>
    <name>vigie::ui::TimelineTexts</name>
    <message>
        <source>%1 so far</source>
        <translation>%1 jusqu’ici</translation>
    </message>
    <message>
        <source>From %1</source>
        <translation>De&#xa0;%1</translation>
    </message>
    <message>
        <source>To %1</source>
        <translation>À&#xa0;%1</translation>
    </message>
    <message>
        <source>Duration: %1</source>
        <translation>Durée&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>Raison&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>By: %1</source>
        <translation>Par&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>Outcome: %1</source>
        <translation>Résultat&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>Queued %1</source>
        <translation>En attente depuis&#xa0;%1</translation>
    </message>
    <message>
        <source>Started %1, after waiting %2</source>
        <translation>Commencée&#xa0;%1, après&#xa0;%2 d’attente</translation>
    </message>
    <message>
        <source>Ended %1</source>
        <translation>Finie&#xa0;%1</translation>
    </message>
    <message>
        <source>Waiting: %1</source>
        <translation>Attente&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>Error: %1</source>
        <translation>Erreur&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>attente</translation>
    </message>
    <message>
        <source>unattributed</source>
        <translation>non attribué</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>what, how long</comment>
        <translation>%1&#xa0;%2</translation>
    </message>
    <message>
        <source>%1: %2 in all = %3</source>
        <translation>%1&#xa0;:&#xa0;%2 au total =&#xa0;%3</translation>
    </message>
    <message>
        <source>Attempt %1</source>
        <translation>Tentative&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>vigie::ui::TimelineWidget</name>
    <message>
        <source>Timeline of statuses and actions</source>
        <translation>Chronologie des états et des actions</translation>
    </message>
</context>
</TS>

/** Given names of many countries, lower case: capitalised and set off, one of them is an address (CUES §10 c). Facts gathered from the MIT-licensed locale data of Faker. */
export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  `
aadi aadidev aadinath aaditya aadrika aagam aagney aagneya aaliyah aalok aaltje aamod aanand aanandinii
aanjaneya aanuoluwapo aaratrika aaron aarya aaryan aasa aasha aashritha aatmaj aatmaja aatreya
aayushmaan aayushman aba abaco abagail abak abaka abakan abakay abani abar abay abayomi abbey abbie
abbigail abbondanza abbondanzio abbondio abby abdiel abdon abdone abdonie abdul abdullah abe abebi
abeiku abel abelardo abele abelin abeline abena abendam abeni abenzio abhaidev abhaya abhirath
abhisyanta abibo abidin abigaelle abigail abigale abigayle abigaïl abimbola abiodun abiola abiona
abisola abisoye abluç abner abondance abosede abraham abramio abramo absalon abyasa abélard abı abılay
abşar acace acacie acacio acanthe acar acario acaryatanaya accursio ace achaire achalesvara acharyasuta
achille achintya achyut acilia acilio aciscolo acrisio acun ada adah adalan adalard adalardo adalbald
adalbaude adalbert adalberta adalberto adalbéron adaldı adalfredo adalgisa adalgiso adaline adalmış
adalric adalrico adalsinde adam adamo adan adar adaugo adaş adberilgen addie addison addo addolorata ade
adebankole adebiyi adebola adebowale adeboye adebukola adedaramola adedayo adedeji adedoyin adegoke
adegrin adegrine adekitan adekola adekunle adel adela adelaide adelajda adelardo adelasia adelbert
adelberto adelchi adele adeleke adelfo adelgardo adelia adelin adelina adeline adell adella adelle
adelmo adelphe adeltrude adelya adem adenet adenike adeniyi adeodato adeola adeolu adeoti adepeju
aderopo adesewa adeshina adesoji adesua adetayo adetoke adetoun adeyi adheesh adhiarja adhiraj adhrit
adhémar adiarja adigun adika adikara adikavi adil adile adina adinata adinath aditeya aditya
adityanandan adjutor adlı adlıbeğ adnân adolf adolfo adolph adolphe adolphie adolphus adone adonis
adonise adrain adraman adrastée adrehilde adria adriaan adrian adriana adrianna adriano adriel adrien
adrienne adrione adripathi adsız adunni advaya adwitiya adwoa adán adèle adélaïde adélie adéodat
adıgüzel adık adıkutlu adıkutlutaş affan afi afia afitap afolarin afra afro afton afua afşar afşin afşın
agabio agamennone agape agapet agapito agasti agastya agata agathange agathe agathon agaton agazio
agenore agesilao agilbert agilberte aglae aglaé agnan agnane agneflète agnes agnese agneta agneya
agnieszka agnimitra agniprava agnivesh agnès agostina agostino agrata agrippa agrippin agrippine
agrypina agus agustin agustina agustín agâh ahalya ahenk ahilya ahlem ahmad ahmed ahmet ahsen aiace aida
aidan aidano aiden aileen aimable aimee aimone aimé aimée aisha aishani aisyah aiyana ajala ajani ajeet
ajeng ajiman ajimat ajimin ajiono ajit ajoke akalp akande akanmu akanni akarsana akata akaş akbatur
akbay akbaş akboğa akbudak akbulak akbuğra akbörü akdemir akdoğan akeem akinkunmi akinlabi akinwale
akkun akkunlu akkurt akkuş akofa akorfa akos akosua akpıra akroor akshainie akshaj akshat akshata
akshita aksungur aktan aktekin aktimur akua akula akumaa akunna akwasi akwesi akça akçakoca akçora akı
akıbudak akım akın akıner akınçı ala alaba alaban alabörü aladağ alade aladino aladoğan alain alaina
alaine alakurt alamanno alambana alamu alan alana alanis alanna alano alarico alayna alayunt alayuntlu
alaïs alba alban albane albano alberico albert alberta alberte albertha alberto albin albina albino
alboino albrico albérade albéric alceo alceste alcibiade alcide alcidie alcime alcina alcine alcino
alcyone alda aldegonde aldemir alden aldo aldobrando aldonce aldoğan aldric aldıgerey alea aleandro
aleardo aleaume alec aleen alejandra alejandrin alejandro alek aleksander aleksandra aleksy alena alene
aleramo alessa alessandra alessandro alessia alessio aleth aletha alex alexa alexander alexandra
alexandre alexandrea alexandria alexandrine alexandro alexane alexanne alexia alexie alexine alexis
alexys alexzander aleyna alf alfio alfonsa alfonso alfonzo alford alfred alfreda alfredo algiso algu ali
alia alica alican alice alicia alicja alida aliette alighiero alika alina aline alisa alisha alison
alissa alivia alix aliya aliyah aliza alize alizé aliénor alişan alişir alka alkabölük alkaevli alkan
alkaşı alkış allan allegra allen allene alliaume allie allison ally alma almerigo almila almine almira
almire almiro aloisio alok alonzo aloyse aloïs aloïse alp alpagut alpamış alparsbeğ alparslan alpata
alpay alpaya alpaykağan alpbamsı alpbilge alpdirek alpdoğan alper alperen alpertunga alpgerey alphan
alphonse alphonsine alphonso alphée alpike alpilig alpinien alpkara alpkutlu alpkülük alptegin alptunga
alpturan alptutuk alptuğrul alpuluğ alpurungu alpyörük alpış alpşalçı alta altan altankan altankağan
altay altea altemur althea althée altmışkara alton altuga altın altınkan altınkağan altınoba altıntamgan
altıntarkan altıntay alva alvah alvaro alvena alvera alverta alverède alviero alvin alvina alvis alvise
alwar alya alyce alycia alysa alysha alyson alyssa alysson alícia alımga ama amabela amabile amadeo
amahle amalia amaliane amalric amalthée amanda amande amandin amandine amando amani amant amante amanzio
amar amara amaranaath amarande amaranthe amaranto amaresh amari amarnath amaryllis amata amato amatore
amauri amaya amaç ambar amber ambra ambre ambrogio ambroise ambroisie ambrose ambrosiano ambroży amedeo
amelia amelie ameline amelio amely amelya america americo amerigo ameyatma ami amico amie amiel amilcare
amin amina aminat aminte amintore aminu amir amira amish amiya amleto ammâr amodini amogh amoke amon
amone among amope amore amos amour amparo ampelio amrak amrit amrita amritambu amul amy amya amédée
améliane amélie amélien améthyste ana anaadi anabel anabelle anacleto anagh anahi anais anal anala
anamika anand ananda anandamayi anang ananta anar anasooya anastacio anastase anastasia anastasie
anastazja anasuya anatol anatole anatolia anatolie anaël anaëlle anaïs ancelin anceline ancilla
andarıman andaç anders anderson andoche andre andrea andreane andreanne andreas andres andrew andromeda
andrzej andré andrée andrés andy andéol andżelika anele anette angadrême ange angel angela angelica
angelina angeline angelique angelita angelo anggabaya anggun angie angilbe angilberte angilran angoustan
angus angèle angélina angélique ani anibal anicet aniceto anicette anicée aniello anika anil anila
anilaabh anilabh anise anish anissa anita aniya aniyah anja anjali anjaneya anjolaoluwa anjushree
anjushri anka ankal ann anna annabel annabell annabella annabelle annagrazia annalena annalise annamae
annamaria annamarie annapurna anne anneke anneli annelie annemarie annemijn annetta annette anni annibal
annibale annie annika annonciade annunziata anny anom anouar anouk ansaldo ansbert ansberte ansel
anselme anselmo ansgar ansgary anshula ansley ansovino anstrudie ant antea antelmo antero anthelme
anthelmette anthony antide antigone antimo antino antioco antoine antoinette anton antone antonella
antonello antonetta antonette antoni antonia antonietta antonin antonina antonine antonio antony antwan
antwon antônio anuja anunay anuraag anurag anusuya anwesha anya ançuk anémone anıl apa apak apatarkan
aphélie apollina apollinaire apollinare apollinary apolline apollo apollonia appia aprançur april apsara
apuleio aquilin aquiline aquilino ara arabella arabelle araboğa araceli aracely arademir aral araldo
aras aratone arbay arbuz arcade arcadie arcadio arch archambaud archan archange archibald archie
archimede archippo arcibaldo arda ardella arden ardith ardito arduino ardıç arely aresio argelia
argimiro argine argo argono argu argun argıl ari ariadna arialdo arian ariana ariane arianna ariberto
aric aricie arie ariel ariele arielle arif arike arindam arinola ariosto aris aristarco ariste aristeo
aristide aristione aristo aristofane aristotele arjun arkadiusz arkady arkın arkış arlene arlette arlie
arlo armance armand armande armandine armando armani armağan armel armeline armelle armida armide armin
armine arminio arnaldo arnaud arnaude arnaç arne arnesh arno arnold arnoldo arnould arnulfo arolde aron
aronne arpat arrigo arsal arseniusz arsinoé arsipatra arslan arslanargun arslanbörü arslansungur
arslantegin arslanyabgu arsène arsènie arsıl art arta artanto artawan artemisa arthaud arthur arthurine
arthème artuk artukaç artur arturo artut artémis artıınal aruk arun aruna arved arvel arvid arvilla
arwen arya aryan aryanna arystarch arçuk arı arıboğa arık arıkağan arıkdoruk arın arınç arşun asa asake
asartegin ascanio ascelin asceline ascension asdrubale asel asella asha ashlee ashleigh ashlesh ashley
ashly ashlynn ashok ashton ashtyn asia asil asimodeo asirwada asirwanda asiya aslesha aslijan aslım
asmadi asman asmianto asmuni asrı assomption assunta assunto astarté asterio astianatte astrid astride
astrée astérie asuela asuğ aswani asya asım asığ ata atakan atakağan atalan atalay ataldı ataleo atalmış
ataman atanasia atanasio atanazy atasagun atasu ataç atberilgen athalie athanase athanasie athena athina
athos athénaïs atilla atinuke atlı atlıbeğ atlıkağan atma atmaca atmaja atmanand atmananda atreyee
atreyi atsız attila attilano attilio atunçu atâullah atıf atıgay atıkutlu atıkutlutaş atıla atılgan atım
atımer atış aube aubertine auberto aubree aubrey aubry audace aude audebert audeline audie audouin audra
audran audreanne audrey august augusta auguste augustina augustine augusto augustus aulia aure aurelia
aureliano aurelie aurelio aurelle aurian auriane auro aurora aurore aurèle aurélie aurélienne ausilia
ausiliatrice ausilio austen austin austyn autumn auxane auxence ava avadhesh avani avantika avar ave
aveline averardo avery avigaëlle avis avluç avni avoye avşar awero awesi axel axeline axelle aya ayana
ayanda ayas ayaz ayaçı ayaş aybalta ayban aybars aybeğ aydarkağan aydemir ayden aydoğan aydoğdu aydoğmuş
aydın aydınalp ayebatari aygırak ayhan ayinde ayinke ayize aykal aykan aykağan aykurt aykut ayla ayleen
aylin ayluç ayluçtarkan ayma ayman aymard aymardine aymeric aymon aymonde ayodeji ayodele ayoka ayomide
ayomikun ayotude ayoub ayren ayruk aysar ayse aysılığ aytak aytaç aytekin aytuğ ayu ayushmati ayvaz
ayyıldız ayıtmış ayız ayızdağ ayşıl aza azak azalea azalée azban azeglio azelia azeline azelio azer
azgan azganaz aziz azizhan azmi azra azubuike azzurra azélie azıl açela açelya açuk açık açılay açığ
ağabay ağakağan ağalak ağlamış ağça aşan aşanboğa aşantudun aşantuğrul aşkın aştaloğul aşuk aşıkbulmuş
baaba baala baalaaditya baalagopaal babacan babasola babatunji babawale babette babila babur babır bacco
badabul bade badr badruk badur bafana bagas bagiya bagus bagya baha bahadır bahri bahtiyar bahula
bahuraksa bahuwarna bahuwirya baidehi baijayanti bailee bailey bajragin bakağul bakda bakiadi bakianto
bakidin bakijan bakiman bakiono baksı bakti baktiadi baktianto baktiono bakula bakır bakırsokum bakşı
bala balaaditya balaban balachandra baladitya balagopal balagovind balaka balakatay balamani balamantri
balamır balangga balapati baldassarre balderico baldo baldomero baldovino baldu baldwin balgopal balidin
balijan balkık balta baltacı baltar balthazar baltur baltır balçar balın bambang bambina bamsı banara
banawa banawi bancar bandhu bandhul bangizwe bangu banji bankim bankole baptiste barak baraktöre baran
barbara barbarigo barbe barbeğ barbol barboğa barbro barbulsun bardo bardomiano bardıbay bargan baris
barkan barkdoğdu barkdoğmuş barkdurdu barkdurmuş barkın barlas barlıbay barmaklak barmaklı barman
barnaba barnabé barney baron barrett barry barsaba barsbeğ barsboğa barsgan barsimeo barskan barsurungu
bart bartholome barthélemy bartimée bartolo bartolomea bartolomeo barton bartu barça barçadoğdu
barçadoğmuş barçadurdu barçadurmuş barçan barçatoyun barımtay barın barış bas basademir basan basanti
basanyalavaç basar basat basile basileo basilia basilio basilisse baskın basmıl bassiano bassilla
bastiaan bastian bastiano bastien bastuğrul bastı basu basut bathilde batilda batrak battal battista
batu batuhan batuk batur baturalp baudouin bayankağan bayançar bayat bayazıt baybars baybayık baybiçen
baybora bayboğa baybüre baydar baydemir baydur baykal baykara baykoca baykuzu baylee baymünke bayna
baynal baypüre bayrak bayram bayraç bayruk bayrı bayrın baysungur baytara baytaş bayunçur bayur bayurku
bayutmuş bayuttu bayık bayındır bayınçur bazyli bazır baçara baçman baççayman bağa bağaalp bağan
bağatarkan bağatur bağaturgerey bağaturipi bağatursepi bağaturçigşi bağaışbara bağaşatulu bağdagül
bağtaş bağış başak başbuğ başgan başkurt başkırt baştar başçı beata beato beatrice beatriz beatrycze
beau beaulah becky bedir bedirhan bediz bedran bedreddin bedri begi begil begine begitutuk beglen begni
behiç behlül behram behrem behzat behçet bek bekazıl bekbekeç beker bekeç bekeçarslan bekeçtegin bekir
beklemiş bektaş bektür bela belek belemir belgi belgüc belina belinda bell bella belle bellino belma
beltir beltramo beltun belçim belçir ben benedetta benedetto benedict benedikt benedykt bengi bengt
bengü beniamin beniamina beniamino benice benigna benigno benito benja benjamin benjamín benli
benlidemir bennet bennett bennie benno benny benoît bent bente benthe bentley benton benvenuta benvenuto
benyamin benício bera berardo berat berceste berdibeğ berend berendey berengario berenice berginsenge
bergü berinay berit berk berkan berkay berke berkin berkiş berkyaruk bermek bernadetta bernadette
bernadine bernard bernardo bernd berneice bernhard bernice bernie berniece bernita beronico berran berre
berry bert berta bertha berthe bertille bertoldo bertolfo bertram bertrand berva beryl berçin besentegin
besim besra bessie betania betemir beth bethany bethel betsy betta bette bettie betty bettye beulah
beuve beverly beyizçi beyrek beyrem beçeapa beçkem beğ beğarslan beğbars beğboğa beğdemir beğdilli
beğdurmuş beğkulu beğtaş beğtegin beğtüzün beğçur beşer beşir bhaanumati bhaasvan bhaaswar bhadra
bhadrak bhadraksh bhadran bhagavaan bhagirathi bhagvan bhagwanti bhagwati bhamini bhanumati bharadwaj
bharat bhardwaj bhargava bhargavi bhasvan bhaswar bhaumik bhavani bhaves bheeshma bhekimuzi bhekizizwe
bhekumbuso bhilangana bhima bhisham bhishma bhoj bhoopat bhoopati bhooshan bhooshit bhramar bhudev
bhudeva bhupati bhupen bhushan bhushit bhuvanesh bhuvaneshwar biagio bianca bianka bibi bibiana bibianna
bibiano bice bilal bilge bilgebeğ bilgekan bilgekağan bilgekutluk bilgekülüçur bilgetamgacı bilgetardu
bilgetaçam bilgetegin bilgez bilgeçikşin bilgeışbara bilgin bilgiç bilig bilik bill billie billy bilva
bilwa bilâl binbeği bindir bindo bino birdie birgitta birino birjesh birol bishnu biçek bjarne bjorn
björn blair blaise blake blanca blanche blandine blaze bless blessing boas boaz bob bobbi bobbie bobby
bodhan bodhi bodi boet bohémond bolatito boldaz bolmuş bolsun bolun boluwatife bon bonagiunta bonaldo
bonaventura bonavita boncuk bonginkosi bongul bongulboğa boniface bonifacio bonita bonito bonnie bora
boran boris borlukçu bornak bortolo borys borçul bouchard bowie boyan boyankulu boyd boylabağa bozan
bozbörü bozdoğan bozkurt bozkuş bozok boğa boğaç boğaçuk brad braden bradford bradley bradly brady
braeden brahma brahmaanand brahmabrata brahmanandam brahmdev brajan brajendra brajesh bram brancaleone
brandi brando brandon brandt brandy brandyn brannon branson brant braulio braxton brayan breana breanna
breanne brenda brendan brenden brendon brenn brenna brennan brennon breno brent bret brett bria briac
brian briana brianne brice bridget bridgette bridie brielle brieuc brigida brigitta brigitte brijesh
brionna brisa britney britt brittany brock broderick brody brook brooke brooklyn brooks bruce bruna
brunehaut brunehilde brunilde bruno bruto bryan bryana bryant bryce brycen brygida bryon buchi buck bud
budak budağ buddhana budhil budi budunlu buford buhle bukak bukaktutuk bukola bulah bulak bulan
bulaçapan buldur bulgak bulmaz bulmuş buluk bulut buluç buluğ buluş bumın bunmi bunsuz burak burdette
burguçan burhan burkay burley burnice burslan burulday burulgu burunduk burçak busayo busisiwe buster
butak butuk buyan buyandemir buyankara buyançuk buyat buyraç buyruk buyruç buzaç buzaçtutuk buçan buçur
buğday buğra buşulgan byron bâki béatrice bénigne bénédicte béranger bérangère bérard bögde böge bögü
bökde böke bölen bölükbaşı bönek bönge börteçine börü börübars börüsengün büdüs büdüstudun bügdüz
bügdüzemen büge bügü bükdüz büke bükebuyraç bükebuyruç bükey büktegin büküşboğa bülent bümen bünyamin
bünül büre bürgüt bürkek bürküt bürlük büğübilge bıdın bıtaybıkı bıtrı bıçkı bıçkıcı błażej cade caden
caesar cafer cagak cager cahid cahya cahyadi cahyanto cahyo cahyono caino caio caitlin caitlyn caket
cakrabirawa cakrabuana cakrajiya cakrawala cakrawangsa calanico calcedonio cale caleb calebe caleigh
cali calista calixte callie callisto callum calogera calogero calpurnia calvin camden camelia cameron
camila camilla camille camillien camillo camren camron camryn camylle camélien canalp candace candelario
candice candida candide candido candra candrakanta canel caner cangül cankan cannur cansel cansın
cantidio canziano capa capitolina capucine cara caraka carey caribert caridad carina carine carissa carl
carla carlee carles carleton carley carli carlie carlijn carlo carloman carlos carlota carlotta carlton
carmel carmela carmella carmelo carmen carmine carol carola carolanne carole carolin carolina caroline
carolyn carolyne caronte carponio carrie carroll carson carter carub cary cas casandra casey casilda
casimer casimir casimira casimiro caspar casper cassandra cassandre cassiano cassidy cassie cassien
cassio cassiopea casto cataldo cataleya catalina catena caterina catharina catharine catherine cathrine
cathryn cathy cato catrin catullo catur caturangga cauã cavid cawisadi cawisono cawuk cayadi cayla
ceasar cebe cecco cecelia cecep cecil cecile cecilia cecilio cecylia cecyliusz cecília cedric cedrick
cedrik celal celasun celeste celestine celestino celia celil celina celine celinia celso celâleddin cem
cemal cemali cemani cemeti cemil cemplunk cengkal cengkir cenk ceren cesar cesare cesario cevahir cevat
ceyda ceyhun ceyla ceylan ceylin ceylinaz cezary cezmi chaanakya chad chadd chadrick chaim chaitan
chakor chakradhar chakravartee chakravarti chakrika chanakya chanda chandak chandan chandani chandi
chandini chandira chandler chandni chandra chandraayan chandrabhaga chandrabhan chandradev chandrakala
chandraketu chandrakin chandramani chandramauli chandramohan chandran chandranath chandrani chandravati
chanel chanelle chantal chapal chapala charak charity charlaine charleen charlemagne charlene charles
charley charli charlie charline charlotta charlotte charuchandra charumati charuvrat charvi chase
chasity chaten chatur chatura chaturaanan chaturbhuj chauncey chaya chayenne chaz chelsea chelsey
chelsie cherechi cherubino cheryl chesley chester chet chetan chetanaanand cheyanne cheyenne chiaffredo
chiamaka chiara chidaakaash chidaatma chidambar chidambaram chidananda childebert chilpéric chimamanda
chinedu chinmayanand chinyere chiranjeev chiranjeeve chisom chitraksh chitrali chitramala chitrangada
chizoba chloe chloé chris christ christa christelle christer christiaan christian christiana christiane
christiano christie christin christina christine christodule christoffer christop christoph christophe
christopher christy chrysole chrysostome chrétien chukwu chyna ciaobella ciara cicero cici cielo cierra
cihad cihan cihangir cihanşah cilvenaz cindy cino cinta cinthia cinzia cipriano cirano ciriaco cirilla
cirillo cirino ciro citlalli citra civan claas claes clair claire clara clarabelle clare clarence
clarenzio clarissa clarisse clark claud claude claudia claudie claudien claudine claudio clay clayton
cleandro clelia clemens clement clemente clementina clementine clemenzia clemmie cleo cleofe cleonico
cleopatra cleora cleta cletus cleve cleveland clifford clifton climaco clinio clint clinton clio
clodomiro clodoveo cloe clorinda clotaire clotilde clovis cloyd clyde cléandre clélie clémence clément
clémentine cléry coby coco cody coen cointa colby cole coleman colin coline colins colleen collien
collin colmanno colmazio colomba colombano colombo colt colten colton columbus comfort concepcion
concepción conception concetta concetto conchita concordio conner connie connor conor conrad consolata
constance constant constantin consuelo cooper cora coralie coraline corbin corbiniano cordelia cordell
cordia cordie corene coreno corentin corentine corey corine corinna corinne coriolano cornelia cornelio
cornelis cornelius cornell coronato corrado corrine cortez cortney corvin cory cosima cosimo cosma
costante costantino costanza costanzo coty courtney coy coşkun coşkuner craig crawford cremenzio creola
crescente crescenzia crescenzio crespignano crispino cristal cristaldo cristian cristiana cristiano
cristina cristián cristobal cristoforo cristopher cristóbal crocefissa crocefisso cronida cruz crystal
crystel cullen cumhur cunegonda cuniberto cupido curt curtis cuzia cydney cynthia cyprien cyra cyriaque
cyrielle cyril cyrille cyrus cyryl cândar cécile cédric céleste célestin célestine célia célien céline
césaire césar côme cübeyr cüneyt cılasun daan daantje daciano dacin dacio dadap dadi daevi daevika dafne
dagel dagmar dagoberto dahlia daija daisha daisy daiwik dakota daksha dakshayani dale daley dalida
dalila dalima daliman dalimin daliono dallas dallin dalmazio dalton damar damaris damaso damayanti
dameon damian damiana damiano damien damife damilare damilola damin damion damla damocle damodara damola
damon damu dan dana danang dandak dandapaani dandre dane dangelo dani danial daniel daniela daniele
daniella danielle danika danilo danio danique daniswara daniël danjuma dannie danny dante danu danuja
danyka daphne daphnee daphney daphné darasimi darby darcy daren daria darian dariana dariati darien
darijan darimin darin dario darion darius dariusz darla darleen darlene darmaji darman darmana darmanto
darnell daron darrel darrell darren darrick darrin darrion darron darryl darshan darshwana darsirah
dartono daru daruna darwin daryani daryl dasa dashawn dasia datta dave davey davi david davide davin
davina davino davion davon davonte davud davy dawid dawn dawson dax dayaamay dayaananda dayaanidhi
dayamayee dayana dayna dayne dayton dağhan dean deangelo deanna deb debbie debora deborah debra decimo
declan dedric dedrick dee deeksha deen deenabandhu deepali deepan deepankar deependra deepesh deeptanshu
deeptendu deeptiman deeptimay deeptimayee deeptimoy deeptimoyee deevakar defne degna deion deja dejah
dejon dejuan delaney delbert delfina delfino delia delilah delinda delizia dell della delmer delores
delpha delphia delphin delphine demarco demarcus demario demet demetria demetrio demetris demetrius
demetriusz demi demilade demiralp demirhan democrito demond demostene dena deneval denis denise deniz
denizalp dennis denny deodata deodato deon deondre deontae deonte dereck derek derick derin deron
derrick derviş derya desdemona deshaun deshawn desiderata desiderato desiderio desiree desmond dessie
destan destany deste destin destinee destiney destini destiny dev devadatt devagya devajyoti devak devan
devangana devani devante devasree devdan deven devesh deveshwar devi devika devin devon devonte devota
devran devvrat devyn dewayne dewey dewi dewitt dex dexter dexx dhana dhanadeepa dhanalakshmi dhananjay
dhanapati dhanesh dhanpati dhanu dhanvin dhara dharani dharitri dharmaketu dhatri dhruv dhyanesh
dhyaneshwar diah diamante diamond dian diana diane dianna dianne dianora dicle diclehan didem didier
didimo diede diego dieke dies dieudonné dieudonnée digambar digambara digdaya dikmen diksha dilan dilara
dilaver dilay dilberay dildâr dilek diler diletta dilhan dillan dillon dilruba dimas dimaz dimitri dina
dinakar dinda dinesh dinkar dino dinç dinçer diocleziano diodata diodoro diogene diomede dion dione
dionigi dionisia dionisio dionizy dipa dipali dipankar dipendra dipesh diptendu direnç diri dirja dirk
ditya divaakar divakar divjot divo divya dixie dizik djayden djenna dock doda dodato dodo dolly dolores
dolunay domenic domenica domenick domenico domenik domezio domingo dominic dominick dominik dominique
domiziano donald donata donatella donatello donato donavon donna donnell donnie donny dono dora dorcas
doreen dorian doriane doriano dorine doris dorota dorotea doroteo dorothea dorothy dorothée dorris
dortha dorthy douce doug douglas douwe dovie doyinsola doyle doğan doğanay doğaner doğu drajat drake
draupadi drew dron drona druina dua duane duccio duco dudley duduzile duilio dulari dulce dulina
dumisani duncan durante durga durgeshwari durmuş durodola duru dururbunsuz durward dustin dusty duuk
duygu dwaipayan dwaipayana dwayne dwi dwight dyah dylan dylano dâver débora désiré döndü dündar dünya
dürdane dürriye earl earlene earline earnest earnestine easter easton ebba ebe eberardo ebiere ebin
ebiowei ebkızı ebony ebren ebru ebunoluwa ebuzer ecclesio ece ecehan ecem ecevit ecmel ecrin ecvet eda
edd edda eddi eddie eddy ede edelberga eden edgar edgard edgardo edhem edi edil edilberto edison edith
editta ediz edmond edmondo edmund edmée edna edoardo eduarda eduardo edvige edvin edward edwardo edwin
edwina edyta edyth edythe eef eefje eekalabya efe effie efisio efken eflah efraim efrain efrem efren
efsun eftalya ega ege egemen egeo egidio eginardo egisto egizia egle eileen einar eino eja eka ekaaksh
ekadant ekaksh ekalavya ekaling ekaparnika ekdant ekeç ekim ekin ekmel eko ekow ekrem ekundayo ela
eladio elaide elaina elaine elakshi elanur elbert elda eldon eldora eldred eldridge elea eleanor
eleanora eleanore eleazar electa elena eleni elenor elenora eleonora eleonore elettra eleuterio elfrieda
elgin eli elia eliabeth eliah elian eliana eliane eliano elias eliasz elide eliezer elif elifio eligio
elijah elimena elin elina eline elinor elinore elio eliodoro elisa elisabeth elisabetta elise elisea
eliseo elisha elissa elita eliza elizabeth elize elkin ella elle ellen elli ellie elliot elliott ellis
ellsworth elly elma elmas elmer elmira elmo elmore elna elnora elodie elody elogio eloisa eloise elon
elouise eloy eloá elpidio elroy elsa elsie elta elti elton eluh elva elvan elvera elvezio elvia elvie
elvin elvina elvino elvira elvis elwin elwira elwyn elynn elyse elyssa elza elçin elísio elżbieta eman
emanuel emanuela emanuele emanuelly emas embuh emced emeka emel emelia emelie emely emerald emerson
emery emidio emie emil emile emilia emilian emiliana emiliano emilie emilio emily emin emine emir
emirhan emma emmalee emmanuel emmanuelle emmelie emmely emmerico emmet emmett emmi emmie emmitt emmy
emong emory empirio empluk emrah emre emrullah ena enakshi endah ender enderun endra endrigo enea
enecone enes engin enguerrand enid enie enimia eniola enis enise enna ennio enno enoch enola enos enrica
enrico enrique ensar enteng enver enya enzo ephraim era eracla eraclide eraldo eralp erardo erasmo erast
eray erberk erberto ercan ercolano ercole ercüment erda erdal erdem erdeni erdenikatun erdeniözük erdinç
erel eren erenia erentüz ergene ergenekatun ergin ergün ergüner erhan eriberto eric erica erich erick
ericka erico erik erika erin erinç erke erkâm erkân erling erma erman ermanno ermelinda ermen
ermenegarda ermenegilda ermenegildo ermes ermete ermilo erminia erminio erna ernest ernesta ernestina
ernestine ernesto ernie erol eros ersilia ersin ertan erten ertenözük ertuğrul ervin erwin eryn erçin
erşan esat esaù esen esenbike eser esha eshana eshita esi esin esma esmee esmeralda esmeray esmée
esperanza esra esse essie esta esteban estefania estel estela estell estella estelle ester estera
esterina estevan esther estiawan estiono estrella esuperio esupofo eterie etha ethan ethel ethelyn ethem
ethyl etienne etil ettie ettore eubert euclide eudes eudokia eudoksja eudora eudoxe eudoxie eufebio
eufemia eufemio eufrasia eufronio eugene eugenia eugenio eugeniusz eugène eugénie eula eulah eulalia
eulalie euna eunice euphrasie euridice eusebia eusebio euseo eustache eustorgio eustosio eustracjusz
eusèbe eusébie eutalia eutalio eva evaldo evalyn evan evandro evangelina evangeline evans evaristo
evasio eve evelien evelin evelina eveline evelyn everardo everett everette evert evi evidio evie evin
evodio evran evremondo evren evy evşen ewa ewald ewatomi ewelina ewell eyiz eylül eymen eyram eyüp eyşan
ezechiele ezekiel ezequiel ezio ezra ezrak eğrim eşref faas fabian fabiana fabiano fabien fabienne fabio
fabiola fabiënne fabrice fabrizio fabrícia fabrício fadekemi faderera fadime fadıl fae fahrettin fahri
fahriye fahrünissa faik faith faizah falba falk famiano famke fannie fanny fantin fantine fanyana fara
farah fardau farhunnisa faris faruk fasih fathonah fatih fatima fatin fatma fatoş fausta faustine
faustino fausto favian fay faya faye fayen fayenne faysal fazilet fazio fazlı fazullah fazıl febe febi
febriana febrina feda fedai fedde fedele federica federico fedora fedro fehime fehintola fehmi felice
felicia feliciano felicita felicitas felicity feliks felina feline felipa felipe felix felton felícia
fem femke femm fender fenja fenna fenne ferah feramuz feramuş feray ferda ferdi ferdinand ferdinando
ferdynanda ferhan ferhat feride feridun feriha ferit ferman fermiano fermin fermo fern fernanda fernando
ferne ferre ferruccio ferruh festo fevzi feyyaz feyza feyzullah fiacre fiammetta fibikemi fidan fidel
fidenziano fidenzio fidèle fieke fien fiene fiep fiete figen fiifi fikayomi fikret fikri fikriye filemon
filiberto filip filipa filippa filippo filiz filomena filomeno filou finia finja finlay finley finn
finnja finnley fiona fiordaliso fiore fiorella fiorenza fiorenziano fiorenzo firdevs firmin fitri fitria
fitriani flaminia flavia flaviana flaviano flavie flavien flavio fleano fleta fletcher fleur flip flo
flodoard floortje flora flore florence florencia florencio florencja florent florentine florestan
florian floriana floriano florida floridia florie florina florine floris flossie floy floyd flynn foca
folashade folco folu ford forest forrest fortunata fortunato fortuné fortunée fos fosca fosco foss
foster foulques franca france frances francesca francesco francette francia francine francis francisca
francisco francisque franciszek franciszka franco frank franka frankie franklin franz franziska françois
françoise fred freda freddie freddy frederic frederick frederico frederik frederike frederique fredrick
fredrik fredy freeda freek freeman freida frenkie freya frida frido frieda friederike friedrich fritz
frontiniano fryderyk frédéric frédérique fuat fulbert fulberto fulcran fuldem fulden fulgence fulgenzio
fulvia fulvio fulya funani funda funmilade funmilayo furio furkan furkân furman furseo fuscolo fuzuli
fynn fábio fâlih félicie félicité féline félix füreyya füruzan füsun gabe gabin gabino gabriel gabriela
gabriele gabriella gabrielle gabriël gada gadang gading gadis gaduh gael gaetano gaffar gage gaglioffo
gaia gail gaiman gaio gajaadhar gajabahu gajadhar gajbaahu galak galang galar galatea galdino galeazzo
galfryd galih galileo galiono gallicano galuh galur gaman gamani gamanto gambira gamblang gamze ganak
ganaka ganapati ganda gandewa gandharv gandharva gandi gandolfo ganep ganesh ganesha gangesh gangsa
gangsar ganjaran gantar gara garan garance garang garda gardner garett garfield garimberto garland
garnet garnett garnier garret garrett garrick garrison garry garth garud garuda gary gaspar gaspard
gaspare gasti gaston gastone gati gatien gatik gatot gatra gatsha gaud gaudenzia gaudenzio gaudino
gauraang gaurang gauranga gautam gautama gautami gautier gautiero gavin gavino gawati gayatri gaye gayle
gazanfer gazi gaël gaëlle gbadebo gbeminiyi gbemisola gbolahan gbowoade gedeon gedeone geeta geetanjali
gelin gelincik gelsomina geltrude gemine gemini geminiano gemma gencer gene generosa generoso genesia
genesio genesis geneva genevieve geneviève gennaro genoveffa genoveva genta gentile genziano geo
geoffrey geoffroy georg george georges georgette georgia georgiana georgianna georgina geovanni geovanny
geovany gerald geraldine gerard gerardo gerasimo gerazym gerberge gerbert gerda geremia gerhard gerino
germain germaine german germana germano germán gerolamo geronimo geronzio gerrit gerry gerson gertruda
gertrude gervais gervasio gesualdo gevheri ghaliyati ghanaanand ghanashyam ghani ghanshyam gherardo
ghislain ghita gia giacinta giacinto giacobbe giacomo giada giadero giambattista gian gianbattista
giancarlo giandomenico gianfranco gianluca gianluigi gianmarco gianmaria gianmario gianni gianpaolo
gianpiero gianpietro gianuario giasone gibran gideon giel gifty gigi gigliola gijs gilang gilbert
gilberto gilda gildo giles giliola gilles gillian gillo gina gineto ginevra ginewra ginger gino
gioacchina gioacchino giobbe gioberto gioconda giocondo gioele gioia giona gionata giordano giorgia
giorgio giosuele giosuè giotto giovani giovanna giovanni giovanny giove gioventino giovenzio girardo
girart giray giri girija girik girika girindra giriraaj giriraj girish girja girolamo gisella gislebert
gisselle gisèle gita gitanjali giuda giuditta giulia giuliana giuliano giulio giulitta giuseppa giuseppe
giuseppina giusta giustiniano giusto gizem gladyce gladys glauco glen glenda glenn glenna glennie gloria
gobinda godeberta godfrey godiva goffredo golda golden golia gomberto gonca gondebaud gondulfo gonerio
gonsalwy gonthier gontran gonzaga gonzague gonzalo gopaal gopal gopee gopi gorakhanatha gorakhnath
gordiano gordon gosto goswamee goswami gottardo gotum gouranga goutam govinda grace gracie graciela
graciliano gracja grady graham grant granville grato grayce grayson grazia graziana graziano graziella
greg gregg gregor gregoria gregorio gregory greta gretchen greyson griffin grimaldo griselda grover
grzegorz grégoire guadalupe gualberto gualtiero gudakesa gudakesha gudrun guelfo guenda guendalina
guenièvre guerrino guglielmo gui guiberto guido guilhemine guilherme guillaume guillemette guillermina
guillermo guiscardo guiseppe gumesindo gun gundelinda gunilla gunnar gunnel gunner gurdev guru gus
gussie gust gustav gustave gustavine gustavo guus guusje guy guyot guérin gwen gwenaëlle gwendolyn gwido
gédéon gérard géraud gökalp gökben gökbörü gökmen göknur gökçe gökçegöl gökçen gökçiçek gökşin gönenç
göngör gönül göran görkem görün gözde gúbio güher gül gülbahar gülben güldem gülden güldeste gülegen
gülemen gülen güler gülgün gülhan gülnaz gülpembe gülriz gülsen gültekin gülçin gülümser gülşen gümüş
gün günay gündoğdu gündoğmuş güner güneş güngör güniz günnur günsel günseli günyaruk günçiçek gürbüz
gürcan gürdal gürhan gürkan gürol gürsel güven güvenalp güvercin güzey gıyas habbab habib habiba habil
hacib hadi hadley hafi hafid hafsa hafshah hafız hagen hailee hailey hailie hairyanto hakan hakem haki
hakkı hal haldun hale haleigh haley halie halil halim halima halit halle hallie haluk hamdi hamdullah
hami hamima hamish hamit hammâd hamsini hamza hamzah hana handan hande hanefi hani hank hanna hannabel
hannah hanne hannes hanno hans harald hardana hardi hardouin hardy hari harimurti harinakshi harinarayan
harit harita harja harjasa harjaya harjo harley harmon harmony harold harriet harrison harry harsana
harsanto harsaya hartaka hartana harto harun harvey hasan haseki hasibi hasim hasin haskell hasna hassan
hassie hasta hatip hattie hattâb hauke hayal hayali hayat hayati haydar hayden haylee hayley haylie
hazan hazar hazel hazle hazım haşim haşmet heath heather heaven heber hector heema heidi hein heitor
helen helena helene helga helin hellen helmer heloise heloísa henderson hendra hendri hendrik hendrika
hennes henning henri henrick henrietta henriette henrik henrike henrique henry henryk henryka herbert
herluin herman hermann hermenegildo hermina hermine herminia herminio hernán hershel herta hertha heru
hervé heryanto hester hesti hettie hicabi hidaya hidde hieronim hikmet hilaire hilal hilario hilarion
hilary hilbert hilda hildebert hildegard hillard hillary hilma hilmi himadri himani himawan himmet
hincmar hipolit hipolito hippolyte hira hiram hiranmay hiranmaya hiranya hişam hlengiwe hobart holden
hollie hollis holly homer homero honorine honoré hope horace horacio horacy hortense hosea houston
howard howell hoyt hubert hud hudson hugh hugo hugues huguette hulda hulki hulusi humaira humberto
hunter hurşit hussein huub huzeyfe hyman hâdi hâlis hâtem håkan hédelin hélier hélio héloïse hélène
hüccet hüdayi hüdâvendigâr hülya hüma hümayun hümeyra hüner hürkan hüsameddin hüsamettin hüseyin hüsnü
hüsrev hıfzı hızır iacopo iacopone iago ian ianira ibidapo ibironke ibrahim ibrani ibukunoluwa ibun
icaro icha icie icilio ida idell idella ido idowu idris ifa ifeoluwa ifeoma ifunanya ige iginia iginio
igino ignacio ignacy ignatius ignazio igor ihsan ika ike ikenna ikeoluwa ikhidie ikhsan ikin ila ilaria
ilario ilay ilayda ilaçın ilda ildebrando ildefonso ildegarda ildegonda ileana ilene ilenia ilgın ilia
iliana ilias ilja illidio illuminato ilona ilsa ilse ilva ilyas ima imam imani imelda imke immacolata
immacolato immanuel imogen imogene imoleoluwa imran ina inanç inara inaya incoronata indah inder indira
indra indro indy ines inez inga inger ingrid inioluwa inka innocent innocente innocenty innocenza
innocenzo intan inyoni inès inés iolanda iole iona ione ionne iorio ippocrate ippolito ira irawati irem
iremide irena irene ireneo ireneusz ireti iretioluwa irfan iriana iride irina iris irma irmak irmina
irnanto irsad irvin irving irwan irwin irène isa isaac isabeau isabel isabela isabell isabella isabelle
isabelly isac isacco isadora isadore isai isaia isaiah isaias isak ischirione ise iseoluwa iseult ishola
iside isidora isidore isidoro isidro isioma isis isisa isla ismael ismaele ismail ismérie isobel isom
isotta isra israel issac isık isığ italia italo itri itunuoluwa itzel itır iva ivah ivan ivano ivanoe
ivar iven ivetta ivo ivone ivonne ivory ivy iván iyabode iyadunni iyanuoluwa iyinoluwa iyık iyıktağ
izaak izabela izabella izaiah izajasz ize izolda izydor izzy işık işıl işılay işın işıner işığ i̇brahim
i̇clal i̇dil i̇dris i̇ffet i̇hsan i̇hvan i̇kbal i̇keme i̇kiçitoyun i̇krime i̇layda i̇lbey i̇lbilge
i̇ldike i̇lgegü i̇lhami i̇lhan i̇lkay i̇lkben i̇lke i̇lker i̇lknur i̇lksen i̇lkyaz i̇lyas i̇mge i̇mran
i̇mrem i̇nci i̇nç i̇pek i̇rem i̇rfan i̇rinç i̇rinçköl i̇rtiş i̇smail i̇smet i̇til i̇zel i̇zzet i̇zzettin
jabal jabari jabulile jace jacey jacinthe jacinto jack jackeline jackie jacklyn jackson jacky jaclyn
jacob jacoba jacobo jacobus jacqueline jacquelyn jacques jacynthe jada jade jaden jadesola jadon jadwiga
jadyn jaeden jaelynn jaeman jaga jagadish jagadisha jagapati jagaraga jagathi jagdeep jagdish jagmeet
jahnu jai jaida jaiden jail jailey jailyn jaiman jaime jaimini jaimy jairo jais jaivey jaka jakayla jake
jakob jakub jakubina jale jaleel jalen jalon jalou jalyn jamaal jamal jamalia jamar jamarcus jamel james
jameson jamey jamie jamil jamila jamir jamison jammie jan jana janae janaína jane janek janelle janessa
janet janice janick janie janin janina janine janis janiya janna janne jannek jannes jannie jannik
jannis jano janosch janusz jany japhet jaquan jaquelin jaqueline jara jared jaren jari jarne jarno jarod
jaron jarred jarrell jarret jarrett jarrod jarvis jarwa jarwadi jarwi jasen jasmani jasmijn jasmin
jasmina jasmine jason jasper jaswadi jati jatmiko jaunita javas javi javier javon javonte jax jaxon jaxx
jay jaya jayadi jayce jaycee jayda jayde jayden jaydon jayeng jaylan jaylano jaylen jaylin jaylinn
jaylon jayme jayne jayson jayvano jazlyn jazmin jazmyn jazmyne jazz jazzlyn jazzlynn jean jeanette
jeanie jeanne jeannel jeannette jeannie jeannot jed jedediah jedidiah jeff jefferey jeffery jeffrey
jeffry jefri jefta jehanne jelita jella jelle jelmer jelte jena jenifer jenna jennie jennifer jennings
jenny jennyfer jens jensen jente jeppe jerad jerald jeramie jeramy jerel jeremi jeremiah jeremias
jeremiasz jeremie jeremy jermain jermaine jermey jerod jerome jeromy jerrell jerrod jerrold jerry jerzy
jerónimo jesper jess jesse jessica jessie jessika jesslyn jesslynn jessy jessyca jesus jesús jet jett
jette jettie jevon jewel jewell jidde jil jill jillian jim jimi jimmie jimmy jinawi jindra jinte jinthe
jip jitender jitendra joachim joah joakim joan joana joanie joann joanna joanne joannie joanny joany
joaquim joaquin joaquín joas jocelyn jocelyne jodi jodie jody joe joel joelina joeline joelle joep joes
joesph joey johan johann johanna johannes johathan john johnathan johnathon johnnie johnny johnpaul
johnson joko jolayemi joleen jolie jolien jolijn jolin jolina joline jon jona jonah jonas jonatan
jonathan jonathon jonna jono jonte joojo joost jop jordan jordane jordi jordon jordy jordyn jorge joris
jorn jorrit jort joscha joschua jose josef josefa josefien josefin josefina josefine josep joseph
josephin josephine josh joshua joshuah josiah josiane josianne josie josse josselin josua josue josy
josé joséphine jourdain jovan jovani jovanny jovany joy joya joyce jozue joão joël joëlle juan juana
juanita juda judah judd jude judge judicaël judith judson judy judyta jula julan jule jules juli julia
julian juliana juliane julianne julide julie julien julienne juliet juliette julika julina julio julita
julius juliusz juliëtte jumadi jumari juna junayd june junior junius juno jur juri jurre juste justen
justice justin justina justine juston justus justyn justyna juul juvenal juwan juwon jyoti jyotis
jyotsana jérémie jérôme józef józefina jörgen júlia júlio kaan kabil kacey kaci kacie kacper kacung kade
kadem kaden kader kadin kadir kadrican kadriye kadı kaela kaelyn kagiso kai kaia kailash kailee kailey
kailyn kairav kaitlin kaitlyn kaj kaja kajen kala kale kaleb kaleigh kalender kaley kali kalim kalinda
kalistrat kalle kallie kalpana kalyani kama kamal kamala kamalesh kamaria kambali kamber kamelya kameron
kamidin kamila kamile kamille kamla kamlesh kamran kamren kamron kamryn kamuran kanak kanaka kanchan
kancı kanda kane kani kania kanishka kannan kannen kanti kançı kapgar kara karaca karahan karak karam
karan karaça kardi kareem karelle karen kargılaç kari kariane karianne karim karimah kariman karin
karina karine karja karl karla karlee karley karli karlie karlijn karlo karlotta karlıgaç karma karman
karna karol karolann karolina karoline karsa karsana karson karta karthik kartik kartika karunanidhi
karya kasandra kasey kashyap kashyapi kasim kasiran kasiyah kasper kassandra kasusra kasım katarina
katarzyna kate katelin katelyn katelynn katharina katherine katheryn kathleen kathlyn kathrin kathryn
kathryne kathy katie katja katlyn katlynn kato katrin katrina katrine kattie katun katunkız katy kavon
kawaca kawaya kay kaya kayaalp kayacık kayaçık kaycee kayden kayla kaylah kaylee kayleigh kayley kayli
kaylie kaylin kaynak kayode kayra kayun kayça kazanç kazimierz kazkatun kağan keagan keano keanu keara
keaton keegan keeley keely keenan keerti kees keet kehinde keira keisha keith keji kekik keklik keleş
kellen kelley kelli kellie kelly kelsi kelsie kelton kelvin kemal kemalettin kemba kemi kemâl ken kenan
kenari kendall kendra kendrick kenes kenji kenna kennedi kennedy kenneth kennith kenny keno kensi kent
kenton kenya kenyatta kenyon kenza kenzie kenzo keon kepez keramet kerami kerem keremşah kerim kerry
kerstin keshaun keshawn kesme keven kevin kevon kevser keyken keyon keyshawn kezia kezlik keşşaf kgabu
khadija khalid khalil khanyisile khethiwe khulekani kian kiana kiandra kianna kiara kiarra kiel kiera
kieran kikelomo kiki kiley kilian kim kimberley kimberly kimi kin king kip kira kiran kirana kiraz kirk
kirsten kirstin kirti kitty kjeld kjell klaas klara klarencjusz klaudia klaudiusz klemens klementyna
kleopatra kléber kobe koby kody koen kofi kojo koko kolawole kolby kole konrad konstancja konstantin
konstanty konstantyn kopano koralia koray korbin korbinian korede korey korinna korkut kornel korneli
kornelia korneliusz kory kraig krijn kris krishna krishnadas krishnadasa krista kristen kristi kristian
kristie kristin kristina kristine kristofer kristoffer kristopher kristy krystal krystel krystian
krystina krystyna krzysztof ksawera ksawery ksenia ksenofont kubat kubilay kubra kubura kuddusi kujoe
kumar kumari kumru kumuda kuncara kunthara kurnia kurt kurtis kusuma kutbettin kwabena kwadwo kwaku
kwame kwamena kwasi kweku kwesi kwintyn kyan kyano kyara kyla kyle kylee kyleigh kyler kylie kyra kâmil
kâzım köksal kürşad kımız kımızalma kımızalmıla kımızın kırgavul kırlangıç kırçiçek kısmet kıvanç
kıvılcım kıymet kızdurmuş kızılalma laal labuh lacey lachlan lacy ladarius ladislao ladislau lafayette
lai laila laisha laksana lakshman lakshmi lakshmidhar lakshminath laksita lal lala lale lalita lamar
lambert lamberto lamia lamih lamont lana lanang lance lancilotto landen landolfo landry lane laney
lanfranco langa langgeng lanjar lantar lapo lara laras larissa laron larry lars larue larysa lasmanto
lasmono lasse laswi latif latife latika latoya laura laurane laure laureen laurel laureline lauren
laurence laurencja laurencjusz laurens laurent laurentino laurenty laurentyna laurenz lauretta lauriane
laurianne lauriano laurie laurin laurine laury lauryn laurène lautone lavada lavanya lavern laverna
laverne lavina lavinia lavinio lavon lavonne lavínia lawrence lawrencia lawson laxman laxmi layla layne
lazare lazaro lazzaro lea leah lean leana leander leandra leandro leann leanna leanne leatha leda lee
leela leendert lega legawa leif leigh leila leilani leke lela lelah leland lelia leman lembah lemide
lempi lemuel len lena lene leni lenia lenja lenn lenna lennard lennart lenne lennert lennie lennon
lennox lenny lenora lenore lenya leo leola leon leona leonard leonardo leone leonel leonhard leoni
leonia leonid leonida leonidas leonie leonilda leonio leonor leonora leontina leonzio leopardo leopold
leopoldo leora lera lerato lere leroy lerzan lesley leslie lesly lessie lestari lester leta letha
leticia letitia letizia letterio leu leufroy lev levent levi levin levke levy lew lewin lewis lex lexi
lexie lexus leyla lia liah liam lian liana lias libbie libby liberata liberato liberatore liberio libero
liberto liboria liborio libère licia lida lidania lidia lidio lidya lieke lien liene lieto lieuwe lieve
lila lili lilia lilian liliana liliane lilianna lilith lilla lilli lillian lilliana lillie lilly lilou
lily lilyan liman limar lina lincoln linda linde lindsay lindsey linn linne linnea linnie linnéa lino
lintang linus linwood lio lion lionel lisa lisandro lisann lisanne lisbeth lise liselotte lisette litzy
liv liva livia liviana livino livio liya liyam liyana liz liza lize lizeth lizz lizzie lizzy liétald
llewellyn lloyd loa lodovica lodovico loek loes loet logan lois lola lolade lolita loma lon longin lonie
lonnie lonny lonzo lora loraine loredana loreen lorella loren lorena lorene loreno lorenz lorenza
lorenzo loretta lori loriana lorine loris lorna lorrain lorraine lothaire lott lotta lotte lottie lou
loua louay louie louis louisa louise loup lourdes louvenia lova lovisa lowell loy loyce loïc loïs luan
luana luc luca lucas lucca luce lucia lucian luciana luciano lucie lucien lucienne lucile lucilla
lucille lucinda lucio lucious lucius lucja lucjan lucrezia lucy lucía ludano ludie ludivine ludolphe
ludovic ludovica ludovico ludvig ludwig ludwik ludwika lue luella luhung luigi luigia luis luisa luise
luiz luiza luk luka lukas luke lukhona lukita lukman lula lulu luluh lulut luminosa luna lune lungelo
lupe lura lurhur lurline lutfan luther luthfi lutz luuk luus luwar luwes lux luz luzie lwandle lya lyam
lyda lydia lydie lyla lyle lyn lynda lynette lynn lynne lyric lysanne léa léandre léna léon léonard
léonie léonne léopold léopoldine lívia lütfi lütfullah maad maaike maan maarten maartje maas mabel
mabelle mable mac macaire macaria macario maccabeo mace macey maci macie mack mackenzie macy madaline
madalyn maddalena maddison maddox madeleine madelief madeline madelyn madelynn madge madhuri madie
madilyn madisen madison madisyn madita madleen madlen madonna mads madyson mae maegan maes maeve mafalda
maffeo magali magda magdalen magdalena maggie maggiorino magno magnolia magnus maguelone mahaut mahdi
mahendra maher mahesa mahesh maheswar mahfud mahir mahmud mahmut mahzun maia maica maida maik maike
mailin maimunah maiorico maira maitê maiya maja makara makary makayla makenna makenzie makinwa maksim
maksud maksym maksymilian makuta mala malachi malati malco malcolm malena malia malik malika malin
malina malinda mallaury mallie mallory malo malou malte malti malvina malwina maman mamante mamert mamie
manah manassé mancio mandaakin mandakini mandla mandy manetto manfredo mangala mangalya mani manik
manikya manilio manisha manjusha manley manlio manoah manoj manon mansueto mansur manu manuel manuela
manuele maphikelela mara marah marana maras marc marceau marcel marcela marceli marcelin marcelina
marceline marcelino marcella marcelle marcello marcellus marcelo marcia marciano marcin marco marcos
marcus mare mareike marek maren mareta margana margaret margareta margarete margarett margaretta
margarette margarida margarita marge margherita margie margot margret marguerite maria mariadi mariah
mariam marian mariana mariane marianna marianne mariano maribel marica maricarmen marie marieke mariela
mariella marielle marietta marijn marika marilena marilie marilou marilyn marilyne marilú marina marine
marinella marinetta marino marinus mario marion marisa marisol marissa marit marita maritza marius
marjolaine marjorie marjory mark marko markus marla marlee marleen marlen marlena marlene marley marli
marlie marlin marlo marlon marly marlène marolo marques marquis marquise marrit marsha marshall marsito
marsudi mart marta martaka martana martani marten martha marthe martial martin martina martine martino
marty martyna martín marut maruta marvin marwa marwata marwin mary maryadi maryam maryann maryanto
maryjane maryna maryse marzia marzio maría mas mason massima massimiliano massimo mateo mateusz matheus
mathew mathias mathijs mathilda mathilde mathis mathurin matilda matilde matis matroniano mats matt
matteo mattes matthew matthias matthieu matthijs matthis matti mattia mattias mattie mattis matylda matz
maud maude maudie maugis maura maureen maurice mauricette mauricio maurilio maurine maurits maurizio
mauro maurycy maverick mavis mawuena mawusi max maxellende maxence maxi maxie maxim maxima maxime
maximilian maximilien maximillia maximillian maximo maximus maxine maxwell may maya maybell maybelle
maye mayeul maymie maynard mayoor mayra maysa mayson mayte mazhar mazie małgorzata mbalienhle mckayla
mckenna mckenzie meagan meaghan meda medardo medina medine medoro meena meenakshi mees megan megane
meggie meghan meghnad meghnath mehmet mehtap meik meike meire mekhi melani melania melanie melanio
melany melba melchiade melchior melchiorre melda melek melezio melih melike melikşah melina melinda
melis melisa melissa melitina melle mellie melodi melody mels meltem melvin melvina melyna melyssa
memduh menaka menardo mence menelao meneo menka menno mennone menodora meral mercede mercedes mercurio
meredith merel merih merijn meriç merl merle merlin merritt mert mertie merve mervin meryem messalina
mestan mesut meta mete metello metin metrofane mette mevlüt mex meyra mhambi mia micaela micah micha
michael michaela michale michalina michaël michał micheal michel michela michelangelo michele michelle
michèle mick midas mieke miguel mihriban mik mika mikael mikaela mikail mikayla mike mikel mikki mikołaj
mila milan milana milano mildred milena miles miley milford milla miller millicent millie milly milo
milou milton mimma mina minakshi mindy minerva minervina minervino mink minnie mio mir mira mirac
miracle miran miranda miray miraç mirco mireille mirella mireya miriam mirja mirkelam mirko mirocleto
miron mirre mirta mirte mirthe mirza misael misaele misbah missouri misty mitch mitchel mitchell mithat
mitra mittie moa mobolaji modest modesta modesto modupe mofifoluwa mohamed mohammad mohammed mohan
mohana mohinder mohini moira moises mojisola mojisoluwa mojżesz mollie molly mona monaldo monde monica
monika monique monitore monroe monserrat monserrate montana monte monty moos moradeke morayo morena
morenike moreno morgan morgana morgane moriah moritz morolake morris morten mortimer morton mose moses
moshe mossie mosunmola mosè motunrayo moussa moyosore mozell mozelle mozes moïse moïsette mpho mpilo
mpumelelo msizi mthunzi muammer muaviye muaz muhammad muhammed muharrem muhsin muhtar muhterem muhteşem
muhyiddin mujur mukadder mukaddes mukesh muktedi muktedir muktefi mukul mulya mulyanto mulyono mumpuni
muni murat muriel murilo murl murphy murray mursinin mursita murti musa musawenkosi muslih mustafa
mustika mustofa mutahhar mutasım muteber mutemed mutia muttalib muyiwa muzaffer muziano mya myah myla
mylan mylene myles mylo mylène myra myriam myrl myrna myron myrthe myrtice myrtie myrtis myrtle márcia
médéric mégane mélanie mélisande mélissa mélissandre mélodie mércia mérovée mónica müesser müfid müge
müjdat müjde müjgan mükerrem mümtaz münevver münir müren müzdad müşir mısra nabi nabila naci nada nadi
nadia nadine nadir nadja nadzieja nadège naemi nafiz nahid nahil nail naim najam najib najwa nakia nalan
nalar nalini namazio namık nancy nanda nandi nannie naomi naomie naoufal naoufel napoleon napoleone
naradi narayan narciso narcisse nardi narendra narinder narji narseo narsete nasab nash nasim nasir
nasrullah nat natale natalia natalie natalina natan natanael nataniel natasha nate nathalie nathan
nathanael nathanaël nathanial nathaniel nathen natália naud naudet naura naval naveen navin nawal nayeli
naz nazan nazario nazariusz nazary nazif nazlı nazmi nazzareno nazzaro nazım ndleleni ndondoloza neal
necat necati necdet necib necla necmettin ned nedim nedra neele neeltje neha nehir neil neiva nejat nela
nelda nele nella nelle nelli nellie nelly nels nelson nena neo neoma neopolo neoterio nerea nereo nergis
neri nesim neslişah nesrin nestor nestore nettie neva nevin nevio nevra nevzat newell newton neşet
nhlakanipho nia nicarete nicea niceforo niceto nicezio nicholas nicholaus nichole nick nicklaus nickolas
nicla niclas nico nicodemo nicola nicolai nicolas nicole nicoletta nicolette nicolás nicolò nicéphore
nida niek niels niene nienke nigar nigel nihal nihan nihat nika nike nikita nikki nikkie nikko niklas
niko nikodem nikola nikolai nikolas nil nila nilam nilde nilgün nils nimakoah nimas nimit nina nine
ninfa niniano ninioluwa nino ninthe niranjan nirbhay niro nisa nisan nives niyaga niyazi niyilolawa
nizamettin nkanyezi nkosenye nkosinhle nkosiyabo nnamdi noa noah noam noami noan noble noe noel noelia
noemi noemie noemy nofoto nokuthula nola nolan nolwazi nomi nomvula nona nonhlanhla nonjabulo
nonkululeko noor noortje nora norah norbert norberto nore norene norina norma norman normand norris
norval norwood nostriano noud nour nouri nout nova novan novella novi noviana novita nowi nox nozipho
noè noé noémie noë noël noëlla noëlle nqobile nrima nthabiseng ntokozo ntombizodwa nuccia nugraha numan
nunziata nunzio nur nural nuran nurettin nurgül nursel nurseli nurul nurullah nusret nya nyah nyana
nyasia nynke nyoman néhémie núbia nükhet oba obie obioma oceane ocie octave octavia octavio océane oda
oddone odell oderico odessa odetta odette odidone odie odile odilia odilon odin odon odorico odunayo
ofelia ofélia oger ogooluwa ojaswini okan oke okey okiki okta oktay okto okşan ola oladara oladare
oladimeji olaf olaide olajumoke olakunle olamide olanrewaju olansile olaoluwa olasunmbo olatunbosun
olayinka olcay ole oleg olen oleta olga olimpia olimpio olin olinda olindo oliva olive oliver olivia
olivier oliviera oliviero oliwia oliwier olle ollie olof ololade olufeyisayo olufunke olufunmi
olufunmilayo olumide olumorotimi olusola olutomiwa oluwafemi oluwagbemiga oluwakemi oluwamuyiwa
oluwasanmi oluwasegun oluwaseun oluwaseyi oluwatofunmi oluwatosin oluwatoyosi oluwatumise oluwole
oluwunmi olympe oma oman omana omar omari omawunmi ombline ombretta omer omero omobobola omobolanle
omodunni omolabake omolara omolola omosalewa omotara omotayo omotola omotolani omotoun omowumi ona
ondina onesta onesto oni onie onofrio onome onorata onorina onorino onorio onoriode onufry onur oormila
opal opalina opaline opan opemipo opeoluwa opeyemi ophelia ophélie opung ora oral oran orazio orchidea
oren orenzio oreofe oreste orestes orfeo orhan oriana oriande oriane orie orietta orin orio orion orland
orlando orlane orlo ornella oronzo orpha orrin orsino orso orsola orsolina ortensia ortensio orval
orville osanna osbaldo osborne oscar oskar osman osmondo osmund osunleke osvaldo oswald oswaldo otello
otha otho otilia otis ottaviano ottavio ottilia ottilie ottis otto ottone oumayra oury ova ovidio owen
oya oyenike oyindamola oyindasola ozan ozanne ozella ozy oğuz oğuzhan pablo paciano pacifico pacomio
pacôme padma padmi paige paiman pakize palatino palladia palladio palma palmazio palmira palémon pam
pamela pammachio panca pancario pancrazio pandu panfilo pangeran pangestu panji pankracy pansy pantaleo
pantaleon pantaleone paola paolo param paramartha paramita pardi pardo parfait paride paris parker parla
parman parmenio parvati pascal pascale pasquale pat paterne paterniano patience patrice patricia
patricio patrick patrik patrizia patrizio patroclo patrycja patrycjusz patrycy patryk patsy patti pattie
patty paul paula paule paulette paulin paulina pauline paulo pauside paweł paxton payidar payton pearl
pearlie pearline pedro peer peggie peggy pelagia peleo pelin pelinsu pelle pellegrino pelumi pembe
penelopa penelope penny pepe pepijn perceval percival percy peri pericle perihan perkasa perla pernilla
perran perrine perry perseo pertev perver pervin pete petek peter petra petronilla petronio peyami
peyton phil phila philani phileine philibert philine philip philipp philippe philippine phillip
philomène philothée philou philémon phiwokwakhe phoebe phoenix phyllis pia pie pien piera pierangelo
pierce piergiorgio pierluigi piermarco piero pierre pierrick piersilvio piet pieter pietro pilar pim
pink pinkie pio piotr pip piper pippa pippo piraye pit pius placida placido platon platone pleun plinio
plutarco pola polidoro polifemo polikarp polissena pollione polly pompeo pomponio pontus ponziano ponzio
poornima poppy porfirio porfiriusz porfiry porter porzia porziano postumio praba prabawa prabowo prabu
prakosa pramila pran pranata pranawa pranay prasad prasanna prasetya prasetyo prassede prathamesh
pratiwi prayag prayitna prayoga prayogo precious preity prem prema presley preston priamo prima
primerose primo prince princess prisca priscilla priscille prisco prita privato priya priyala procopio
prokles prokop prokul proserpina prosper prospera prospero protasio proteo providenci prudence prudenzia
prudenzio publio puck puji puk pulchérie puneet pupolo puput purnima purushottam purwa purwadi purwanto
pushti pusicio puspa puspita puti putri putu pécine pélagie pénélope pépin pétronille pío pınar qori
quartilla quarto quasimodo queen queenie quentin quentine querano quieta quin quincy quinn quinten
quintia quintiliano quintilio quintino quinton quinty quinziano quinzio quirin quirino quiteria quiéta
rabia rachael rachel rachela rachele rachelle rachid raci radeke raden radha radika radit raditya
radolfo rae raegan raf rafael rafaela rafaël rafał rafet raff raffaele raffaella rafi rafid rageshwari
rageswari raharja rahayu raheem rahel rahim rahime rahman rahmat rahmawati rahmi rahsaan rahul rahşan
raide raif raihan raik raimondo raina rainaldo rainelda raisa raj rajan rajendra rajinder rajiv rajmund
rajnold rakesh rakıp raleigh ralph rama ramaa ramazan ramesh rameshwar ramiro ramiz ramon ramona ramón
rana randal randall randi randolf randolph randy rangga rania raniero ranjeet ranjit ranolfo ransom
raoul raphael raphaelle raphaël raphaëlle rapulane raquel rashad rashawn rasheed rasheedah rasim rasmus
rati ratih ratna rauf raul raven ravi ray rayan rayen raymond raymonde raymundo raúl raşit reagan reanna
reba rebeca rebecca rebeka rebekah rebekka recai recep reece reed reese refah refet refik regan reggie
regina reginald reginaldo regolo reha reid reilly rein reina reine reinhold reis reksa remigio remilekun
remington remo remondo remzi renata renato renaud rendy rene renee rengin rens renske renzo rené renée
respati respicio ressie restu resûl resül reta retha retno retta reuben reva revi rex rey reybaud reyes
reyhan reymundo reyna reynold reza rezzan reşat rhea rhett rhianna rhiannon rhoda rhonda ria riana
ricardo ricario riccarda riccardo richard richelmo richie richmond rick rickard rickey rickie ricky rico
ridwan rieke rifat riff rigoberto rika rike riley rina rinaldo rini rino rita ritesh riv river rizki
roan robaldo robb robbie robert roberta roberto robin robyn rocco roch rochelle rocio rocky rocío rod
roderick roderyk rodger rodiano rodney rodolfo rodolphe rodrick rodrigo rodrigue roel rogelio roger
rogers rohan rohana rohit roksana roland rolande rolando rolf rolfo rollin roma romain romaine roman
romana romane romano romee romeo romero romilda romina romoaldo romola romolo romuald romualdo romy
roméo ron ronald ronaldo ronan ronja ronke ronnie ronny roos roosevelt rory rosa rosalee rosalia rosalie
rosalina rosalind rosalinda rosalyn rosamond rosamunda rosanna rosario roscoe rose roselin roseline
rosella roselyn rosemarie rosemary rosendo roser rosetta rosie rosina rosita roslyn rosman rosmunda ross
rossana rossella rossie rotimi rover rowan rowena rowland roxane roxanne roxy roy royal royce rozalia
rozella ruben rubiano rubie ruby rubye rubén rudi rudolf rudolph rudra rudy rufina rufino rufo rufus
ruggero ruhsar rukhmani rukmin rupert ruperto rupinder rusman russ russel russell rusty ruta ruth ruthe
ruthie rutilo ryan ryann ryder rylan rylee ryleigh ryley ryszard régine régis réjean réjeanne rémi róża
rükneddin rüya rüçhan rüştü rıdvan rıfat rıfkı rıza saadat saar saba sabar sabato sabazio sabele sabina
sabine sabino sabir sabri sabrina sabryna sachin sacid sadberk sadettin sadi sadie sadina sadri sadullah
sadye sadık safa safae saffet saffiro saffo safina safira safiya safouan safouane sage sahra saiful
saige saim saka sakti sakura saladino salih salim salimah sallie sally salma salman salome salomey
salomon salomone salomè salomé salomë salsabila salustio salvador salvatore salvo salwa salwator sam
samanta samantha samara samed sameer sami samia samiah samih samim samir samira sammie sammy samona
samson samsul samuel samuele samukelisiwe samuël sancho sander sandra sandrine sandro sandy sanele sanem
sanford sanja sanjay sanka sanna sanne sansone santa sante santiago santina santino santo santos sanya
saphira sapiente sara sarada sarah sarai sarala saraswati sarbello sare sari sarina sarisha sarla saroja
sartika sarvin sascha sasha saskia satish saturniano saturnino satya satyen saul sauveur savanah savanna
savannah savaş saverio savi savin savina savinien savino savion scarlett scholastique schuyler
scolastica scot scott scottie scotty seamus sean seb sebas sebastiaan sebastian sebastiana sebastiano
seconda secondiano secondina secondo seda sedat sedef seden sedrick sef sefer seff sefora segilola seher
sekinat selahattin selami selda selen selena selene selim selin selina selma selmer selvaggia selvi
selçuk sem sema semih semiramide semplicio sempronio semra sena senay senesio senn senna senne senofonte
sep sepp seppe septi serafin serafina serafino serap serapione serbülent seren serena serenity serge
sergen sergi sergio sergiusz serhat serin sermet serpil sertap sertaç servidio serviliano sesto seth
settar settimio settimo setya sev seval sevda severa severiano severino severo sevgi sevil sevim sevinç
sevtap seweryn seye seyfettin seyfi seyfullah seyyit seçil seçkin sfiso shad shade shaina shaka shakila
shakira shakti shakuntala shalewa shana shane shanel shanelle shania shanie shaniya shankar shanna
shannon shanny shanon shantanu shanti shany sharda shari sharmila sharon shashi shashikala shaun shawn
shawna shaylee shayna shayne shea sheela sheila shekoni sheldon shelia shelley shelly shemar sher sheri
sheridan sherly sherman sherri sherry sherwood sheryl shirley shiv shivakari shobhana shola shresth
shresthi shreya shreyashi shridevi shrishti shubha shubhaprada shwet shyann shyanne sibel sibilla
sibongile sibusiso sibyl sibylle sico sicuro sid siddarth siddhi siddhran sidiq sidney sidoine sidonia
sidonio siebe siem sienna siep sierra sifiso sigebert sigfrido sigismond sigismondo sigmund sigrid
sigurd sijuade sil silas silja silke silvan silvana silvano silverio silvestro silvia silvio silvère sim
simeon simeone simge similoluwa simisola simon simona simone simonetta sina sinan sincere sindisiwe
sinem sinenhlanhla sinesio sinfronio sinja sintia siphephelo siphiwe sipho sireno siria siriano siricio
sirineu sirio siro siska sisto sitara sithembiso siti siv sixte sixtine siyanda sizakele sizani siënna
sjoerd sjors skye skyla skylar slamet sloka smeralda smilla smita smriti sname soave soccorso socrate
sofia sofie sofronia sofía solange soledad soleh soline solocone solomon solon som soma somnath somu
songül sonia sonja sonny sonya soof sophia sophie soraya sostene sosteneo sostrato sowande spano
spartaco spencer speranza speranzio spirydion stacey stacy stan stanford stanislao stanislas stanisław
stanley stanton stef stefan stefania stefanie stefano steffen stella sten stephan stephania stephanie
stephany stephen stephon sterling sterre steve steven stevie stewart stig stijn stiliano stina stiriaco
stone storm stuart stéphane stéphanie suat subhash subhashini subhasini subhi subodh subomi sucheta suci
sude sudeva sudi sue sujata sukanya suma suman sumayyah sumitra summer sunay sunita surano suresh sururi
surya suryakant suryakanta suryakantam susan susana susanna susanne susheel sushil sushma susie suus
suzan suzanne suze suzon suélen svea sven svenja sverre sveva sviturno swami swapnil swara swarnalata
swassane sweta syahrini sybilla syble sydnee sydney sydni sydnie sylvain sylvan sylvester sylvestre
sylvia sylviane sylvie sylwester sylwia szczepan szymon sâkıp sébastien ségolène séraphin séverin
séverine sílvia sönke sören süheyl süleyman sıdkı sıla sırrı tabea tabita tabitha taceddin tacjana tad
taddeo tade taha tahir tahlia tahsin taib taide taiwo talat talay talea talha talia talip talita talon
tamara tamer tami tamia tamina tamino tammaro tammo tammy tancredi tancrède taner tanguy tania tanirika
tanja tanju tanner tantri tanushree tanushri tanya tanyeli tapan tara tarcisio tari tarik tarja tarkan
tarquinia tarsilla tarso tarun taryn tarık tasdik tasha tasnim taswir tate tatiana tatum tatyana taufan
taufik taurean taurin tavares taya tayfun tayler taylor tayyar taziana taziano tazio taşkın teagan tecla
ted teddy tedi teguh teije tej tejas tejumola tekin tekinalp tekla telchide telemaco telica telly temel
temidayo temistocle temitope teo teobaldo teodata teodolinda teodor teodora teodoro teodosio teodoto
teogene teoman terence terencjusz terenzio teresa teri terrance terrell terrence terri terrill terry
tertuliano terzo tesauro tesifonte tess tessa tessie teudosia teun teunis tevfik tevhid tevin tezcan
tezel tezer thabisa thad thaddeus thadie thalea thalia thamsanqa thando thaïs thea thelma themba theo
theodor theodora theodore theresa therese theresia theron thiago thibault thibert thierry thies thije
thijmen thijn thijs thilo thirza thobeka thom thomas thora thorben thore thorge thulani thulisile
thurman théo théodora théodore théodose théophile théophraste thérèse tia tiago tiana tianna tiara
tibaldo tibbe tiberio tiburzio ticone tieme tierra ties tiffany tijmen tijn tijs tillman tillmann tim
timbul timm timmothy timmy timo timoléon timon timoteo timothy timothée timur tina tino tiphaine tira
tirone tirta tirtayasa tirza titi titien titilayo titilope titin tito titus tizian tiziana tiziano tizio
tjark tobia tobias tobiasz tobiloba tobin toby tod todd toke toki tokunbo tolga tolomeo tolulope tolunay
toluwalope toluwani toluwanimi tom tomas tomasa tomasz tomi tomiloba tomke tommaso tommie tommy tomori
tomás toney toni tonnin tony tonya toon tope torben torbjörn tore torey torquato torrance torrey tosca
tosco toussaint toy trace tracey traci tracy trajan tranquillo trasea travis travon tre tremaine
tremayne trent trenton tressa tressie treva trever trevion trevor trey tri tricia trilochan trilochana
trilok trilokanath trilokesh triloki trinity trisha tristan tristano tristian tristin triston troy
trudie trycia trystan tsabita tuana tufan tugay tugiman tuhfe tullia tulliano tullio tunahan tunay tunç
tunçer turan turgay turgut turi turibio turna turner turold tushar tussio tutku tuur tuğba tuğrul
tuğtekin twan twila tycho tygo tyler tymon tymoteusz tyra tyree tyreek tyrel tyrell tyrese tyrique tyron
tyrone tyshawn tyson tülay tülin tümer türkan türkay türker türkeş tınas ubaldo ubertino uberto uchita
uda udai udit ufuk ugo ugolina ugolino uguccione uhra ujjawal ujjwal ukbe ulberto ulderico ulf ulfa ulfo
uli ulices ulises ulisse uliva ulla ulpiano ulrico ulrika ulstano ultimo ulus uluthando ulva ulvi ulviye
ulwazi ulya ulysse uma umang umar umay umaya umberto umi umile umur umuralp umut una unggul unique
unjani unna upendra upik uranio urbain urban urbano urdino uriah uriel uriele urmila ursicio ursino
ursmaro ursula ursule usame usha usman usyi utama utku uttam uygu uzodimma uğur vada vahdet vahid vahide
vahâ vaidehi vaijayanthi vaijayanti vaishnavi vaishno vaishvi vala valente valentijn valentin valentina
valentine valentino valeria valeriana valeriano valerico valerie valerio valfredo valfrido vallie
valtena valter valère valérie valéry van vance vanda vanesa vanessa vania vanna vanya varalakshmi varo
vasanti vasco vasudev vasudeva vasudha vasundhara vaughn vecdi veda vedang vedanga vedanshi vedasto
vedat veerle vefa vefik vega vehbi veit velaphi velda veli velio vella velma velva vena venance venanzio
venceslao venceslas venera veneranda venerando venere venerio ventura venusta venustiano venusto vera
verano verda verdiana verdie vere verecondo verena verenzio vergie veriana veridiana verla verlie vern
verna verner vernice vernie vernon vero verona veronica veronika verulo verónica vesile vespasiano
vesper vesta veysel veysi vezio vianney vic vicdan vicenta vicente vicki vickie vicky victoire victor
victoria victorien victorin vida vidal vidhur vidhya vidiano vidone vidur vidya vienna vieve viggo
vigile vigo vijay vik viktor viktoria vildan vilfredo viliana viliberto vilma vimal vimala viman vin
vinay vince vincent vincenza vincenzo vinciane vindonio vinebaldo vinfrido vinicio vinnie vino vinsen
vinz viola violante violet violette virgie virgil virgilio virginia virginie virginio virman virone
viscardo vishnu vishwamitra vissia vita vital vitale vitalico vito vitor vittore vittoria vittoriano
vittorio vitus vitória viva vivaldo vive vivi vivian viviana viviane vivianne viviano vivien vivienne
vladimir vladimiro vodingo volfango volkan vrinda vrund vulmaro vulpiano vuslat vusumuzi vyas véronique
víctor wacław wade wadi wage wahyu waino wakiman waldo wale walenty walentyn walentyna waleran waleria
walerian walery walgierz walker wallace walter walton waluyo wanda wandrille wanesa wani ward wardaya
wardi warji warley warren warsa warsita warta washington wasis watson wava wawan wawrzyniec waylon wayne
webster weldon wellington wende wendell wendy werner weronika wes wesley wessel westley weston whitney
wiara wibke widya wiebke wies wiktor wiktoria wilber wilbert wilbur wilburn wiley wilford wilfred
wilfredo wilfrid wilfryd wilhelm wilhelmina wilhelmine will willa willard willem willi william willie
willis willow willy wilma wilmer wilson wilton wincenty winda winfield winifred winnifred winona winston
wira wirda wirginia wisnu witalis wolf woodrow wout wouter wulan wulandari wuraola wyatt wyman władysław
włodzimierz xanana xander xaver xavi xavier xavière xem xenia xzavier xénophon yaa yadira yago yahya
yakubu yalgın yalçın yaman yance yango yani yannic yannick yannik yannis yaprak yara yarah yaren yasemin
yasin yasmeen yasmin yasmine yassin yassine yassir yavuz yaw yazmin yağmur yağız yaşar yejide yekta
yelda yeliz yener yenthe yesenia yessenia yessi yetkin yetunde yewande yeşim yfke yibanathi yinthe yiğit
ylvi ylvie yoann yoga yogendra yogesh yoginder yolanda yolande yonca yono yosef yoshiko yosun younes
youp yousef youssef ysaline yseult yulia yuliana yuna yuni yunita yunus yuri yusuf yven yves yvette
yvonne yüce yücel yüksel yümni yıldırım yıldız yılmaz zabedeo zabina zac zaccaria zaccheo zachariah
zachariasz zacharie zachary zachery zaché zack zackary zackery zaenab zafer zahide zahra zain zainab
zaira zakaria zakary zaki zakir zalindra zama zamir zamira zander zane zanele zanita zanobi zara zaria
zarina zayd zayn zechariah zef zefiro zehra zekai zekeriyyâ zekiye zelaya zelda zeliha zelinda zella
zelma zena zenaide zenebio zeno zenobia zenobio zenone zenzele zerrin zetico zetta zev zeyd zeyneb
zeynel zeynep zihnî zion zita zithulele ziva ziver ziya ziyad ziyanda ziyâd zizi zobuhle zoe zoey zofia
zoie zoila zoilo zola zora zosima zosimo zoé zoéva zoë zula zulaikha zulfa zulfikar zuzanna zygmunt
zâfir zâhit zéphirin zübeyde zübeyr zühal zülal züleyha zülfikâr zümrüt ángel ángela âmir åke åsa çaba
çabdar çablı çabuş çalapkulu çankız çağan çağatay çağdaş çağla çağlar çağlayan çağru çağrı çağrıbeğ
çağrıhan çağrıtegin çağıl çelen çelik çemen çemgen çetin çetinel çetiner çeykün çeşminaz çilay çilenti
çiler çimen çise çisil çiçek çiçem çiğdem çişem çobulmak çocukbörü çokramayul çolman çolpan çölü çıgıl
çıngır ève édith édouard éleuthère élia éliane élie élisabeth élise élisée élodie éloïse élzéar éléonore
émeline émeric émile émilie émérance émérencie épiphane éric étienne évangéline évariste évelyne évrard
ígor óscar ömer önder öykü özcan özden özer özge özgür özhan özkan özlem özlen öznur ülfet ülgen ülker
ülkü ümit ümmiye ümran ünal ünsel ünseli üzeyir łazarz łucja łukasz şaban şadan şahap şahin şahinalp
şahsuvar şahsüvar şakir şamil şarani şayan şebnem şecaeddin şefik şehlevent şehrazat şelale şemsi şenay
şener şengül şennur şenol şerafettin şeref şerif şermin şevket şevki şevval şeyban şeyda şeyma şihab
şihabeddin şiir şinasi şir şule şâfi şükrü żaneta
`
    .trim()
    .split(/\s+/),
);
